package io.onefold.scoring.calibrate;

import java.util.Arrays;

/// The isotonic regression of outcomes on margins: of all curves that never fall, the one with the
/// least squared error, found by pooling adjacent violators (Ayer, Brunk, Ewing, Reid, Silverman,
/// Annals of Mathematical Statistics 26, 1955). Between two pools it runs straight, outside it
/// stays.
///
/// @param margins where the pools begin and end, rising
/// @param probabilities at these margins, never falling
public record Isotonic(float[] margins, double[] probabilities) implements Curve {

    public Isotonic {
        margins = margins.clone();
        probabilities = probabilities.clone();
        if (margins.length == 0 || margins.length != probabilities.length) {
            throw new IllegalArgumentException(
                    "an isotonic curve of "
                            + margins.length
                            + " margins and "
                            + probabilities.length
                            + " probabilities");
        }
        for (int i = 0; i < margins.length; i++) {
            boolean rises =
                    i == 0
                            || (margins[i] > margins[i - 1]
                                    && probabilities[i] >= probabilities[i - 1]);
            if (!rises
                    || !Float.isFinite(margins[i])
                    || !(probabilities[i] >= 0 && probabilities[i] <= 1)) {
                throw new IllegalArgumentException("an isotonic curve falls at place " + i);
            }
        }
    }

    @Override
    public float[] margins() {
        return margins.clone();
    }

    @Override
    public double[] probabilities() {
        return probabilities.clone();
    }

    static Isotonic fit(MarginSample sample) {
        Pools pools = new Pools(sample.size());
        for (int begin = 0; begin < sample.size(); ) {
            int end = sample.tieEnd(begin);
            pools.add(sample.margins()[begin], sample.fraudsBetween(begin, end), end - begin);
            begin = end;
        }
        return pools.curve();
    }

    @Override
    public double probability(float margin) {
        int at = Arrays.binarySearch(margins, margin + 0f);
        if (at >= 0) {
            return probabilities[at];
        }
        int above = -at - 1;
        if (above == 0) {
            return probabilities[0];
        }
        if (above == margins.length) {
            return probabilities[above - 1];
        }
        double share =
                ((double) margin - margins[above - 1])
                        / ((double) margins[above] - margins[above - 1]);
        double rise = probabilities[above] - probabilities[above - 1];
        return Math.min(probabilities[above], probabilities[above - 1] + share * rise);
    }

    /// A stack of pools, each with a greater share of frauds than the one below it.
    private static final class Pools {

        private final float[] first;
        private final float[] last;
        private final long[] frauds;
        private final long[] rows;
        private int count;

        Pools(int most) {
            first = new float[most];
            last = new float[most];
            frauds = new long[most];
            rows = new long[most];
        }

        void add(float margin, int fraudCount, int rowCount) {
            first[count] = margin;
            last[count] = margin;
            frauds[count] = fraudCount;
            rows[count] = rowCount;
            count++;
            while (count > 1
                    && frauds[count - 2] * rows[count - 1] >= frauds[count - 1] * rows[count - 2]) {
                count--;
                last[count - 1] = last[count];
                frauds[count - 1] += frauds[count];
                rows[count - 1] += rows[count];
            }
        }

        Isotonic curve() {
            float[] margins = new float[2 * count];
            double[] probabilities = new double[2 * count];
            int places = 0;
            for (int i = 0; i < count; i++) {
                double share = (double) frauds[i] / rows[i];
                margins[places] = first[i];
                probabilities[places++] = share;
                if (last[i] > first[i]) {
                    margins[places] = last[i];
                    probabilities[places++] = share;
                }
            }
            return new Isotonic(
                    Arrays.copyOf(margins, places), Arrays.copyOf(probabilities, places));
        }
    }
}
