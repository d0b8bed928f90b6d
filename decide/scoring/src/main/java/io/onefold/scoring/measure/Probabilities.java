package io.onefold.scoring.measure;

/// Whether probabilities mean what they say.
public final class Probabilities {

    /// Bins of [#expectedCalibrationError].
    public static final int BINS = 10;

    private Probabilities() {}

    /// The mean squared distance of probability and outcome (Brier, Monthly Weather Review 78,
    /// 1950).
    ///
    /// @return 0, the best, to 1; NaN without rows
    public static double brier(double[] probabilities, boolean[] frauds) {
        check(probabilities, frauds);
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            double distance = probabilities[i] - (frauds[i] ? 1 : 0);
            sum += distance * distance;
        }
        return sum / probabilities.length;
    }

    /// The distance of mean probability and share of frauds, averaged over ten bins of equal width
    /// by their rows (Naeini, Cooper, Hauskrecht, AAAI 2015). A probability on an edge belongs to
    /// the bin below it.
    ///
    /// @return 0, the best, to 1; NaN without rows
    public static double expectedCalibrationError(double[] probabilities, boolean[] frauds) {
        check(probabilities, frauds);
        double[] excess = new double[BINS];
        for (int i = 0; i < probabilities.length; i++) {
            int bin = Math.max(0, (int) Math.ceil(probabilities[i] * BINS) - 1);
            excess[bin] += probabilities[i] - (frauds[i] ? 1 : 0);
        }
        double sum = 0;
        for (double bin : excess) {
            sum += Math.abs(bin);
        }
        return sum / probabilities.length;
    }

    private static void check(double[] probabilities, boolean[] frauds) {
        Scores.check(probabilities, frauds.length);
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] < 0 || probabilities[i] > 1) {
                throw new IllegalArgumentException(
                        "probability " + i + " is " + probabilities[i] + "; expected 0 to 1");
            }
        }
    }
}
