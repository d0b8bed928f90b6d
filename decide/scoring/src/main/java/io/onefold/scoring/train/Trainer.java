package io.onefold.scoring.train;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// Trains forests by XGBoost. The same rows and parameters give the same bytes.
public final class Trainer {

    /// With fewer frauds nothing is learned.
    public static final int FRAUDS_LEAST = 100;

    /// What trains, as lineages name it.
    public static final String LIBRARY = "xgboost4j 2.1.4";

    private final Progress progress;

    public Trainer(Progress progress) {
        this.progress = progress;
    }

    /// A forest for rows of the split's features.
    ///
    /// @return the model as XGBoost's JSON, which [io.onefold.scoring.tree.Forest#read] reads
    /// @throws OnefoldException (UNPROCESSABLE) with fewer than [#FRAUDS_LEAST] frauds, or none but
    ///   frauds; (RUN_FAILED) when XGBoost fails, for example at an infinite value
    public byte[] train(TrainSplit split, TrainingParameters parameters) {
        return train(split, parameters, FRAUDS_LEAST);
    }

    /// @param fraudsLeast so many have to be there
    byte[] train(TrainSplit split, TrainingParameters parameters, int fraudsLeast) {
        LabelledRows rows = split.rows();
        int frauds = rows.fraudCount();
        if (frauds < fraudsLeast || frauds == rows.size()) {
            throw tooFew(rows, fraudsLeast);
        }
        try {
            return trained(rows, parameters);
        } catch (XGBoostError e) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "training: XGBoost fails: " + firstLine(e) + "; look at the features' values",
                    e);
        }
    }

    private byte[] trained(LabelledRows rows, TrainingParameters parameters) throws XGBoostError {
        DMatrix matrix = new DMatrix(rows.values(), rows.size(), rows.width(), Float.NaN);
        try (Progress.Task task = progress.begin("train " + rows.size(), parameters.rounds())) {
            matrix.setLabel(labels(rows));
            matrix.setFeatureNames(rows.features().toArray(String[]::new));
            Map<String, Object> settings = parameters.xgboost(rows.size());
            Booster booster = XGBoost.train(matrix, settings, 1, Map.of(), null, null);
            try {
                task.add(1);
                for (int round = 1; round < parameters.rounds(); round++) {
                    booster.update(matrix, round);
                    task.add(1);
                }
                return booster.toByteArray("json");
            } finally {
                booster.dispose();
            }
        } finally {
            matrix.dispose();
        }
    }

    static OnefoldException tooFew(LabelledRows rows, int fraudsLeast) {
        return new OnefoldException(
                ErrorCode.UNPROCESSABLE,
                "training: "
                        + rows.fraudCount()
                        + " of "
                        + rows.size()
                        + " rows are frauds; at least "
                        + fraudsLeast
                        + " and some others are needed, take a longer period");
    }

    private static float[] labels(LabelledRows rows) {
        float[] labels = new float[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = rows.frauds()[i] ? 1 : 0;
        }
        return labels;
    }

    private static String firstLine(XGBoostError e) {
        String message = e.getMessage() == null ? "no reason given" : e.getMessage();
        return message.lines().findFirst().orElse("no reason given");
    }
}
