package io.onefold.scoring.registry;

import io.onefold.scoring.calibrate.Calibration;
import io.onefold.scoring.feature.FrozenDictionary;
import io.onefold.scoring.measure.Baseline;
import io.onefold.scoring.measure.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Small models for tests of registries.
public final class Models {

    private Models() {}

    /// A forest of one split on the second feature, as XGBoost writes it.
    ///
    /// @param leaf the value of the right leaf, so that models differ
    public static byte[] forest(double leaf) {
        return """
        {"learner":{"feature_names":["amount","category"],"objective":{"name":"binary:logistic"},
        "learner_model_param":{"base_score":"5E-1","num_class":"0","num_feature":"2","num_target":"1"},
        "gradient_booster":{"name":"gbtree","model":{"tree_info":[0],"trees":[{
        "left_children":[1,-1,-1],"right_children":[2,-1,-1],"split_indices":[1,0,0],
        "split_conditions":[1.5E0,-1E0,%sE0],"default_left":[1,0,0],"sum_hessian":[10,6,4]}]}}}}
        """
                .formatted(leaf)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// @param leaf so that models differ
    public static ModelArtefact artefact(double leaf) {
        return new ModelArtefact(
                forest(leaf),
                calibration(100),
                List.of("amount", "category"),
                "sha256:features",
                Map.of("category", new FrozenDictionary(List.of("toys", "süß \"tea\"", "books"))),
                List.of(
                        Baseline.of(new float[] {1, 2, 3, Float.NaN}),
                        Baseline.of(new float[] {0, 0, 1})));
    }

    /// A calibration that is isotonic from 1,000 frauds on.
    static Calibration calibration(int frauds) {
        Random random = new Random(frauds);
        float[] margins = new float[frauds * 3];
        boolean[] labels = new boolean[margins.length];
        for (int i = 0; i < margins.length; i++) {
            labels[i] = i < frauds;
            margins[i] = (float) random.nextGaussian() + (labels[i] ? 1 : -1);
        }
        return Calibration.fit(margins, labels);
    }

    public static Lineage lineage(String author) {
        return new Lineage(
                "trusted.payments.transactions@42",
                67_240,
                598,
                Instant.parse("2018-07-25T00:00:00Z"),
                Instant.parse("2018-08-01T00:00:00Z"),
                "handbook",
                "sha256:features",
                "0.1.0",
                0,
                Map.of("eta", "0.05", "max_depth", "4"),
                "xgboost4j 2.1.4",
                "25 Test",
                "Linux amd64",
                Instant.parse("2026-11-21T19:00:00Z"),
                author);
    }

    /// @param gate whether its gate held
    public static ModelCard card(boolean gate) {
        Metrics metrics =
                Metrics.of(new double[] {0.1, 0.9, 0.4}, new boolean[] {false, true, false});
        return new ModelCard(
                "credit_card | small",
                "Tests.",
                "Three invented rows.",
                metrics,
                List.of(new ModelCard.Slice("amount above 100", metrics)),
                List.of(new ModelCard.Importance("amount", 0.81)),
                List.of(
                        new GateCheck(
                                "shuffled-labels",
                                gate ? 0.5 : 0.9,
                                "0.45 to 0.55",
                                gate,
                                "look for leaks")),
                List.of("Knows three rows."));
    }

    /// @param leaf so that models differ
    public static ModelDraft draft(String fraudType, double leaf, String author) {
        return new ModelDraft(fraudType, artefact(leaf), lineage(author), card(true), author);
    }
}
