package io.onefold.bench.scoring;

import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// XGBoost with a model of 100 trees of depth 6, on one thread: a row alone gains nothing by more.
final class XgboostPeer implements AutoCloseable {

    static final int TREES = 100;
    static final int DEPTH = 6;

    private final Booster booster;

    private XgboostPeer(Booster booster) {
        this.booster = booster;
    }

    static XgboostPeer trained(Payments payments) throws XGBoostError {
        DMatrix matrix =
                new DMatrix(payments.rows(), payments.count(), Payments.FEATURES, Float.NaN);
        try {
            matrix.setLabel(payments.labels());
            Map<String, Object> parameters =
                    Map.of(
                            "objective",
                            "binary:logistic",
                            "base_score",
                            0.5,
                            "max_depth",
                            DEPTH,
                            "eta",
                            0.1,
                            "nthread",
                            1);
            return new XgboostPeer(XGBoost.train(matrix, parameters, TREES, Map.of(), null, null));
        } finally {
            matrix.dispose();
        }
    }

    byte[] model() throws XGBoostError {
        return booster.toByteArray("json");
    }

    double score(float[] row) throws XGBoostError {
        return booster.inplace_predict(row, 1, Payments.FEATURES, Float.NaN)[0][0];
    }

    double contribution(float[] row) throws XGBoostError {
        DMatrix matrix = new DMatrix(row, 1, Payments.FEATURES, Float.NaN);
        try {
            return booster.predictContrib(matrix, 0)[0][0];
        } finally {
            matrix.dispose();
        }
    }

    @Override
    public void close() {
        booster.dispose();
    }
}
