package io.onefold.bench.predict;

import io.onefold.fraud.FraudType;
import io.onefold.scoring.calibrate.Calibration;
import io.onefold.scoring.calibrate.ConfidenceBins;
import io.onefold.scoring.calibrate.Platt;
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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/// A forest as large as a trained one, with splits drawn at random: what a walk costs does not
/// depend on what was learned. 200 trees of depth 4 over 24 features of state.
final class BenchModel {

    static final List<String> FEATURES =
            List.of(
                    "amount",
                    "amount_log1p",
                    "hour_sin",
                    "hour_cos",
                    "is_weekend",
                    "night_0_6",
                    "user_count_1h",
                    "user_sum_1h",
                    "user_count_24h",
                    "user_sum_24h",
                    "user_mean_24h",
                    "user_count_7d",
                    "user_mean_7d",
                    "user_count_30d",
                    "user_mean_30d",
                    "merchant_count_1h",
                    "merchant_sum_1h",
                    "merchant_count_24h",
                    "merchant_count_7d",
                    "merchant_risk_7d",
                    "merchant_risk_30d",
                    "user_seconds_since_last",
                    "amount_zscore_30d",
                    "user_distinct_merchants_24h");

    private static final int TREES = 200;
    private static final int SPLITS = 15;
    private static final int LEAVES = SPLITS + 1;
    private static final long SEED = 7;
    private static final String SOMEBODY = "bench";
    private static final String ANOTHER = "bench-approver";

    private BenchModel() {}

    /// Makes it the champion of a fraud type.
    static void register(ModelRegistry registry, FraudType type) {
        ModelVersion model = registry.register(draft(type));
        registry.promote(model.id(), new Promotion(ModelState.SHADOW, 0, null, ANOTHER));
        registry.promote(model.id(), new Promotion(ModelState.CHALLENGER, 0.5, "bench", ANOTHER));
        registry.promote(model.id(), new Promotion(ModelState.CHAMPION, 0, "bench", ANOTHER));
    }

    private static ModelDraft draft(FraudType type) {
        Instant now = Instant.EPOCH.plusSeconds(1);
        return new ModelDraft(
                type.wireName(),
                new ModelArtefact(
                        forest().getBytes(StandardCharsets.UTF_8),
                        new Calibration(
                                new Platt(1, -3),
                                new ConfidenceBins(
                                        new float[0], new int[] {10}, new int[] {1_000})),
                        FEATURES,
                        "sha256:bench",
                        Map.of(),
                        List.of()),
                new Lineage(
                        "none",
                        1_000,
                        10,
                        Instant.EPOCH,
                        now,
                        "bench",
                        "sha256:bench",
                        "bench",
                        SEED,
                        Map.of(),
                        "none",
                        Lineage.thisJdk(),
                        Lineage.thisPlatform(),
                        now,
                        SOMEBODY),
                new ModelCard(
                        "a forest of a benchmark",
                        "measures what a decision costs; its answers mean nothing",
                        "none",
                        Metrics.of(new double[] {0.1, 0.9}, new boolean[] {false, true}),
                        List.of(),
                        List.of(),
                        List.of(new GateCheck("bench", 0, "0", true, "")),
                        List.of("it has learned nothing")),
                SOMEBODY);
    }

    /// LightGBM's text form.
    private static String forest() {
        StringBuilder text =
                new StringBuilder(
                        "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\nmax_feature_idx="
                                + (FEATURES.size() - 1)
                                + "\nobjective=binary sigmoid:1\nfeature_names="
                                + String.join(" ", FEATURES)
                                + "\n\n");
        Random random = new Random(SEED);
        for (int tree = 0; tree < TREES; tree++) {
            tree(text, tree, random);
        }
        return text.append("end of trees\n").toString();
    }

    private static void tree(StringBuilder text, int number, Random random) {
        StringJoiner features = new StringJoiner(" ");
        StringJoiner thresholds = new StringJoiner(" ");
        StringJoiner decisions = new StringJoiner(" ");
        StringJoiner left = new StringJoiner(" ");
        StringJoiner right = new StringJoiner(" ");
        StringJoiner covers = new StringJoiner(" ");
        for (int split = 0; split < SPLITS; split++) {
            features.add(Integer.toString(random.nextInt(FEATURES.size())));
            thresholds.add(
                    String.format(Locale.ROOT, "%.3f", Math.exp(6 * random.nextDouble() - 2)));
            decisions.add("8");
            left.add(child(2 * split + 1));
            right.add(child(2 * split + 2));
            covers.add("100");
        }
        StringJoiner values = new StringJoiner(" ");
        StringJoiner counts = new StringJoiner(" ");
        for (int leaf = 0; leaf < LEAVES; leaf++) {
            values.add(String.format(Locale.ROOT, "%.5f", (random.nextDouble() - 0.5) / 50));
            counts.add("50");
        }
        text.append("Tree=").append(number).append("\nnum_leaves=").append(LEAVES);
        text.append("\nnum_cat=0\nsplit_feature=").append(features);
        text.append("\nthreshold=").append(thresholds);
        text.append("\ndecision_type=").append(decisions);
        text.append("\nleft_child=").append(left);
        text.append("\nright_child=").append(right);
        text.append("\nleaf_value=").append(values);
        text.append("\nleaf_count=").append(counts);
        text.append("\ninternal_count=").append(covers).append("\n\n");
    }

    /// A leaf's number is written as its complement.
    private static String child(int node) {
        return Integer.toString(node < SPLITS ? node : ~(node - SPLITS));
    }
}
