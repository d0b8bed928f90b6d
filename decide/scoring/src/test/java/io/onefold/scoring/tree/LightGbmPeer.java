package io.onefold.scoring.tree;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.nio.charset.StandardCharsets;

/// LightGBM itself, as the oracle of its own text models.
final class LightGbmPeer {

    private LightGbmPeer() {}

    /// @return the model's text
    static byte[] trained(float[] rows, float[] labels, int features, String more)
            throws LGBMException {
        int count = labels.length;
        double[] values = new double[rows.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[i];
        }
        LGBMDataset data =
                LGBMDataset.createFromMat(
                        values, count, features, true, "verbosity=-1 " + more, null);
        data.setField("label", labels);
        LGBMBooster booster =
                LGBMBooster.create(
                        data,
                        "objective=binary num_leaves=31 num_threads=1 verbosity=-1"
                                + " deterministic=true seed=1 "
                                + more);
        for (int round = 0; round < 40; round++) {
            booster.updateOneIter();
        }
        String text = booster.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.GAIN);
        booster.close();
        data.close();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// @return the margin of each row
    static double[] margins(byte[] model, float[] rows, int features) throws LGBMException {
        double[] values = new double[rows.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[i];
        }
        LGBMBooster booster =
                LGBMBooster.loadModelFromString(new String(model, StandardCharsets.UTF_8));
        try {
            return booster.predictForMat(
                    values,
                    rows.length / features,
                    features,
                    true,
                    PredictionType.C_API_PREDICT_RAW_SCORE);
        } finally {
            booster.close();
        }
    }
}
