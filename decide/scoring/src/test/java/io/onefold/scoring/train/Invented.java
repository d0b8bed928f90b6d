package io.onefold.scoring.train;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Rows whose label follows their values, with noise.
final class Invented {

    static final List<String> FEATURES = List.of("amount", "count", "risk", "noise");

    private Invented() {}

    /// @param first the number of the first transaction
    static LabelledRows rows(long seed, int first, int size) {
        Random random = new Random(seed);
        int width = FEATURES.size();
        float[] values = new float[size * width];
        boolean[] frauds = new boolean[size];
        for (int i = 0; i < size; i++) {
            for (int f = 0; f < width; f++) {
                values[i * width + f] =
                        random.nextInt(20) == 0 ? Float.NaN : (float) random.nextGaussian();
            }
            float amount = values[i * width];
            float risk = values[i * width + 2];
            double score =
                    (Float.isNaN(amount) ? 1 : amount) + (Float.isNaN(risk) ? 0 : risk * risk);
            frauds[i] = score + random.nextGaussian() * 0.7 > 2.6;
        }
        String[] ids =
                IntStream.range(first, first + size).mapToObj(i -> "t" + i).toArray(String[]::new);
        return new LabelledRows(FEATURES, values, frauds, ids);
    }
}
