package io.onefold.bench.scoring;

import java.util.Random;

/// Invented rows with a label that follows them, some values unknown.
///
/// The arrays are handed over, not copied.
///
/// @param rows row after row
/// @param labels 1 for a fraud
record Payments(float[] rows, float[] labels) {

    static final int FEATURES = 15;

    private static final int UNKNOWN_ONE_IN = 20;
    private static final double FRAUD_ABOVE = 2.2;

    static Payments invented(long seed, int count) {
        Random random = new Random(seed);
        float[] rows = new float[count * FEATURES];
        float[] labels = new float[count];
        for (int i = 0; i < count; i++) {
            double score = random.nextGaussian();
            for (int f = 0; f < FEATURES; f++) {
                boolean unknown = random.nextInt(UNKNOWN_ONE_IN) == 0;
                float value = unknown ? Float.NaN : (float) random.nextGaussian();
                rows[i * FEATURES + f] = value;
                score += unknown ? 0.2 : Math.sin((f + 1) * value) / 2;
            }
            labels[i] = score > FRAUD_ABOVE ? 1 : 0;
        }
        return new Payments(rows, labels);
    }

    int count() {
        return labels.length;
    }

    /// Each row by itself, as a service meets it.
    float[][] single() {
        float[][] single = new float[count()][FEATURES];
        for (int i = 0; i < single.length; i++) {
            System.arraycopy(rows, i * FEATURES, single[i], 0, FEATURES);
        }
        return single;
    }
}
