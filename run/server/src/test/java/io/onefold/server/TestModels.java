package io.onefold.server;

import io.onefold.fraud.FraudType;
import io.onefold.scoring.calibrate.Calibration;
import io.onefold.scoring.calibrate.ConfidenceBins;
import io.onefold.scoring.calibrate.Platt;
import io.onefold.scoring.measure.Baseline;
import io.onefold.scoring.measure.Metrics;
import io.onefold.scoring.registry.GateCheck;
import io.onefold.scoring.registry.Lineage;
import io.onefold.scoring.registry.ModelArtefact;
import io.onefold.scoring.registry.ModelCard;
import io.onefold.scoring.registry.ModelDraft;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelState;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.scoring.registry.Promotion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Models of one tree that knows the amount only: up to 100 it says 0.02, up to 300 0.18, up to 700
/// 0.5, above 0.95.
final class TestModels {

    private static final String FOREST =
            """
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=0
            objective=binary sigmoid:1
            feature_names=amount

            Tree=0
            num_leaves=4
            num_cat=0
            split_feature=0 0 0
            threshold=300 100 700
            decision_type=8 8 8
            left_child=1 -1 -3
            right_child=2 -2 -4
            leaf_value=-3.9 -1.5 0 2.95
            leaf_count=600 250 100 50
            internal_count=1000 850 150

            end of trees
            """;

    private TestModels() {}

    /// Makes a champion of every fraud type.
    static void register(ModelRegistry registry) {
        for (String type : FraudType.wireNames()) {
            champion(registry, draft(type));
        }
    }

    /// Makes a model champion.
    static void champion(ModelRegistry registry, ModelDraft draft) {
        ModelVersion model = registry.register(draft);
        registry.promote(model.id(), new Promotion(ModelState.SHADOW, 0, null, "bea"));
        registry.promote(model.id(), new Promotion(ModelState.CHALLENGER, 0.5, "test", "bea"));
        registry.promote(model.id(), new Promotion(ModelState.CHAMPION, 0, "test", "bea"));
    }

    static ModelDraft draft(String type) {
        return draft(type, List.of());
    }

    /// @param baselines how the amount lay in training; empty: not kept
    static ModelDraft draft(String type, List<Baseline> baselines) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return new ModelDraft(
                type,
                new ModelArtefact(
                        FOREST.getBytes(StandardCharsets.UTF_8),
                        new Calibration(
                                new Platt(1, 0),
                                new ConfidenceBins(
                                        new float[] {0}, new int[] {9, 80}, new int[] {900, 100})),
                        List.of("amount"),
                        "sha256:" + type,
                        Map.of(),
                        baselines),
                new Lineage(
                        "trusted.test.payments@1",
                        1_000,
                        89,
                        now.minusSeconds(600),
                        now,
                        "test",
                        "sha256:0",
                        "test",
                        0,
                        Map.of(),
                        "none",
                        Lineage.thisJdk(),
                        Lineage.thisPlatform(),
                        now,
                        "max"),
                new ModelCard(
                        type + " of a test",
                        "tests",
                        "none",
                        Metrics.of(new double[] {0.1, 0.9}, new boolean[] {false, true}),
                        List.of(),
                        List.of(new ModelCard.Importance("amount", 1)),
                        List.of(new GateCheck("test", 0, "0", true, "")),
                        List.of()),
                "max");
    }
}
