package io.onefold.bench.scoring;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.nio.charset.StandardCharsets;

/// LightGBM with a model of 100 trees of depth 6, on one thread.
final class LightGbmPeer implements AutoCloseable {

    private static final String SETTINGS =
            "objective=binary max_depth=6 num_leaves=64 num_threads=1 deterministic=true seed=1"
                    + " verbosity=-1";

    private final LGBMBooster booster;
    private final byte[] model;

    private LightGbmPeer(LGBMBooster booster, byte[] model) {
        this.booster = booster;
        this.model = model;
    }

    static LightGbmPeer trained(Payments payments) throws LGBMException {
        try (LGBMDataset data =
                LGBMDataset.createFromMat(
                        payments.rows(),
                        payments.count(),
                        Payments.FEATURES,
                        true,
                        SETTINGS,
                        null)) {
            data.setField("label", payments.labels());
            try (LGBMBooster trained = LGBMBooster.create(data, SETTINGS)) {
                for (int round = 0; round < XgboostPeer.TREES; round++) {
                    trained.updateOneIter();
                }
                String text =
                        trained.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.GAIN);
                return new LightGbmPeer(
                        LGBMBooster.loadModelFromString(text),
                        text.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    byte[] model() {
        return model.clone();
    }

    double score(float[] row) throws LGBMException {
        return booster.predictForMatSingleRow(row, PredictionType.C_API_PREDICT_RAW_SCORE);
    }

    @Override
    public void close() throws LGBMException {
        booster.close();
    }
}
