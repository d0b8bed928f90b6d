package io.onefold.scoring.measure;

import java.util.Arrays;

/// Outcomes counted by probability, to four decimals as decisions are: the measures of any number
/// of rows in the memory of ten thousand. Each measure is what [Ranking], [Probabilities] and
/// [Confusion] make of the single rows. Not for use by several threads at once.
public final class ProbabilityCounts {

    private static final int STEPS = 10_000;
    private static final double THRESHOLD = 0.5;

    private final long[] frauds = new long[STEPS + 1];
    private final long[] others = new long[STEPS + 1];

    /// Counts rows of one probability.
    ///
    /// @param probability 0 to 1; what is finer than four decimals is rounded
    public void add(double probability, long fraudRows, long otherRows) {
        int step = (int) Math.rint(probability * STEPS);
        frauds[step] += fraudRows;
        others[step] += otherRows;
    }

    public long rows() {
        return frauds() + Arrays.stream(others).sum();
    }

    public long frauds() {
        return Arrays.stream(frauds).sum();
    }

    /// The share that a threshold of 0.5 calls right; NaN without rows.
    public double accuracy() {
        long right = 0;
        for (int step = 0; step <= STEPS; step++) {
            right += probability(step) >= THRESHOLD ? frauds[step] : others[step];
        }
        return (double) right / rows();
    }

    /// The area under the ROC curve; NaN when only one kind is there.
    public double auc() {
        double pairs = 0;
        long fraudsAbove = 0;
        for (int step = STEPS; step >= 0; step--) {
            pairs += others[step] * (fraudsAbove + frauds[step] / 2.0);
            fraudsAbove += frauds[step];
        }
        return pairs / ((double) fraudsAbove * (rows() - fraudsAbove));
    }

    /// Average precision without interpolation; NaN without frauds.
    public double averagePrecision() {
        double sum = 0;
        long found = 0;
        long looked = 0;
        for (int step = STEPS; step >= 0; step--) {
            found += frauds[step];
            looked += frauds[step] + others[step];
            sum += looked == 0 ? 0 : (double) frauds[step] * found / looked;
        }
        return sum / found;
    }

    /// The mean squared distance of probability and outcome; NaN without rows.
    public double brier() {
        double sum = 0;
        for (int step = 0; step <= STEPS; step++) {
            double p = probability(step);
            sum += others[step] * p * p + frauds[step] * (1 - p) * (1 - p);
        }
        return sum / rows();
    }

    /// The expected calibration error over ten bins; NaN without rows.
    public double calibrationError() {
        double[] excess = new double[Probabilities.BINS];
        for (int step = 0; step <= STEPS; step++) {
            int bin = Math.max(0, (int) Math.ceil(probability(step) * Probabilities.BINS) - 1);
            excess[bin] += (frauds[step] + others[step]) * probability(step) - frauds[step];
        }
        return Arrays.stream(excess).map(Math::abs).sum() / rows();
    }

    private static double probability(int step) {
        return (double) step / STEPS;
    }
}
