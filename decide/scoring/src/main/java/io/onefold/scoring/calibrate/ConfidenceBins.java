package io.onefold.scoring.calibrate;

import java.util.Arrays;

/// The calibration rows in bins of rising margin, and how sure each bin's share of frauds is: 1
/// minus the width of its 90 % Jeffreys interval.
///
/// The confidences are computed once, when the bins are made.
public final class ConfidenceBins {

    /// Bins that are aimed at; equal margins are never parted, so there may be fewer.
    public static final int BINS = 20;

    private static final double LEVEL = 0.90;

    private final float[] uppers;
    private final int[] frauds;
    private final int[] rows;
    private final double[] confidences;

    /// @param uppers the greatest margin of each bin but the last, rising; the last bin has no end
    /// @param frauds per bin
    /// @param rows per bin, at least 1
    public ConfidenceBins(float[] uppers, int[] frauds, int[] rows) {
        this.uppers = uppers.clone();
        this.frauds = frauds.clone();
        this.rows = rows.clone();
        check();
        this.confidences = new double[rows.length];
        for (int i = 0; i < confidences.length; i++) {
            double width = Jeffreys.interval(frauds[i], rows[i], LEVEL).width();
            confidences[i] = Math.clamp(1 - width, 0, 1);
        }
    }

    private void check() {
        if (rows.length == 0 || frauds.length != rows.length || uppers.length != rows.length - 1) {
            throw new IllegalArgumentException(
                    rows.length + " bins with " + uppers.length + " uppers");
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 1 || frauds[i] < 0 || frauds[i] > rows[i]) {
                throw new IllegalArgumentException(
                        "bin " + i + " has " + frauds[i] + " frauds in " + rows[i] + " rows");
            }
            boolean rises = i == 0 || i >= uppers.length || uppers[i] > uppers[i - 1];
            if (!rises || (i < uppers.length && !Float.isFinite(uppers[i]))) {
                throw new IllegalArgumentException("the bins do not rise at " + i);
            }
        }
    }

    /// The greatest margin of each bin but the last.
    public float[] uppers() {
        return uppers.clone();
    }

    /// Frauds per bin.
    public int[] frauds() {
        return frauds.clone();
    }

    /// Rows per bin.
    public int[] rows() {
        return rows.clone();
    }

    static ConfidenceBins of(MarginSample sample) {
        int most = Math.min(BINS, sample.size());
        float[] uppers = new float[most];
        int[] frauds = new int[most];
        int[] rows = new int[most];
        int bins = 0;
        int begin = 0;
        while (begin < sample.size()) {
            int aimed = (int) ((long) sample.size() * (bins + 1) / most);
            int end = sample.tieEnd(Math.max(begin, aimed - 1));
            uppers[bins] = sample.margins()[end - 1];
            frauds[bins] = sample.fraudsBetween(begin, end);
            rows[bins] = end - begin;
            bins++;
            begin = end;
        }
        return new ConfidenceBins(
                Arrays.copyOf(uppers, bins - 1),
                Arrays.copyOf(frauds, bins),
                Arrays.copyOf(rows, bins));
    }

    /// How sure the share of frauds at a margin is, 0 to 1.
    public double confidence(float margin) {
        int at = Arrays.binarySearch(uppers, margin + 0f);
        int bin = at >= 0 ? at : -at - 1;
        return confidences[bin];
    }
}
