package io.onefold.scoring.measure;

import java.util.Arrays;

/// How the values of one feature lay when a model was trained: ten bins with equal shares, as far
/// as equal values allow, and one for the unknown. Later values are counted into the same bins, and
/// the population stability index says how far they have moved: Σ (now − before) · ln(now / before)
/// (Siddiqi, Credit Risk Scorecards, 2006; above 0.25 the population has shifted).
public final class Baseline {

    /// Bins of known values that are aimed at.
    public static final int BINS = 10;

    /// What an empty bin is taken for, so that the index stays finite.
    private static final double SHARE_LEAST = 1e-4;

    private final float[] uppers;
    private final long[] counts;

    /// @param uppers the greatest value of each bin but the last, rising; the last has no end
    /// @param counts rows per bin, after them the rows with NaN
    public Baseline(float[] uppers, long[] counts) {
        this.uppers = uppers.clone();
        this.counts = counts.clone();
        if (counts.length != uppers.length + 2) {
            throw new IllegalArgumentException(
                    counts.length + " counts for " + uppers.length + " uppers");
        }
        for (int i = 0; i < counts.length; i++) {
            boolean rises = i == 0 || i >= uppers.length || uppers[i] > uppers[i - 1];
            if (!rises || counts[i] < 0 || (i < uppers.length && Float.isNaN(uppers[i]))) {
                throw new IllegalArgumentException("the bins of a baseline are wrong at " + i);
            }
        }
    }

    /// The baseline of the values that a model learns from.
    public static Baseline of(float[] values) {
        float[] sorted = new float[values.length];
        int known = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                sorted[known++] = value + 0f;
            }
        }
        Arrays.sort(sorted, 0, known);
        float[] uppers = new float[BINS];
        int bins = 0;
        for (int i = 1; i < BINS && known > 0; i++) {
            float upper = sorted[Math.max(0, (int) ((long) known * i / BINS) - 1)];
            if ((bins == 0 || upper > uppers[bins - 1]) && upper < sorted[known - 1]) {
                uppers[bins++] = upper;
            }
        }
        float[] edges = Arrays.copyOf(uppers, bins);
        Baseline empty = new Baseline(edges, new long[bins + 2]);
        long[] counts = new long[bins + 2];
        for (float value : values) {
            counts[empty.bin(value)]++;
        }
        return new Baseline(edges, counts);
    }

    public float[] uppers() {
        return uppers.clone();
    }

    public long[] counts() {
        return counts.clone();
    }

    /// Bins to count into, the one for NaN included.
    public int size() {
        return counts.length;
    }

    /// The bin that a value is counted in.
    public int bin(float value) {
        if (Float.isNaN(value)) {
            return counts.length - 1;
        }
        int at = Arrays.binarySearch(uppers, value + 0f);
        return at >= 0 ? at : -at - 1;
    }

    /// The population stability index of later rows.
    ///
    /// @param now rows per bin, [#size] of them
    /// @return 0 or more; NaN when either side has no rows
    public double psi(long[] now) {
        if (now.length != counts.length) {
            throw new IllegalArgumentException(now.length + " counts for " + size() + " bins");
        }
        double before = Arrays.stream(counts).sum();
        double after = Arrays.stream(now).sum();
        if (before == 0 || after == 0) {
            return Double.NaN;
        }
        double index = 0;
        for (int i = 0; i < now.length; i++) {
            double was = Math.max(SHARE_LEAST, counts[i] / before);
            double is = Math.max(SHARE_LEAST, now[i] / after);
            index += (is - was) * Math.log(is / was);
        }
        return index;
    }
}
