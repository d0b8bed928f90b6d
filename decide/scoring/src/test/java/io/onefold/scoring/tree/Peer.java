package io.onefold.scoring.tree;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// XGBoost itself, as the oracle: a model trained on invented rows, and the rows.
record Peer(Booster booster, float[] rows, int features) {

    /// Rows of few different values, so that many stand exactly on thresholds; NaN, 0 and −0 among
    /// them.
    static Peer trained(long seed, int rows, int features, int rounds, Map<String, Object> more)
            throws XGBoostError {
        float[] values = rows(seed, rows, features);
        DMatrix matrix = new DMatrix(values, rows, features, Float.NaN);
        matrix.setLabel(labels(seed, values, rows, features));
        Map<String, Object> parameters =
                new HashMap<>(
                        Map.of(
                                "objective",
                                "binary:logistic",
                                "base_score",
                                0.5,
                                "nthread",
                                1,
                                "seed",
                                seed));
        parameters.putAll(more);
        Booster booster = XGBoost.train(matrix, parameters, rounds, Map.of(), null, null);
        matrix.dispose();
        return new Peer(booster, values, features);
    }

    static float[] rows(long seed, int rows, int features) {
        Random random = new Random(seed);
        float[] values = new float[rows * features];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    switch (random.nextInt(12)) {
                        case 0 -> Float.NaN;
                        case 1 -> -0f;
                        case 2 -> 0f;
                        case 3, 4, 5 -> random.nextInt(-5, 6) / 4f;
                        default -> (float) random.nextGaussian();
                    };
        }
        return values;
    }

    private static float[] labels(long seed, float[] values, int rows, int features) {
        Random random = new Random(seed + 1);
        float[] labels = new float[rows];
        for (int r = 0; r < rows; r++) {
            double score = random.nextGaussian();
            for (int f = 0; f < features; f++) {
                float x = values[r * features + f];
                score += Float.isNaN(x) ? 0.3 : Math.sin((f + 1) * x) / Math.sqrt(features);
            }
            labels[r] = score > 0.8 ? 1 : 0;
        }
        return labels;
    }

    Forest forest() throws XGBoostError {
        return Forest.read(booster.toByteArray("json"));
    }

    float[] margins(float[] values) throws XGBoostError {
        DMatrix matrix = new DMatrix(values, values.length / features, features, Float.NaN);
        try {
            float[][] predicted = booster.predict(matrix, true);
            float[] margins = new float[predicted.length];
            for (int i = 0; i < margins.length; i++) {
                margins[i] = predicted[i][0];
            }
            return margins;
        } finally {
            matrix.dispose();
        }
    }
}
