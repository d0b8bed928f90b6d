package io.onefold.cli.internal.run;

import io.onefold.catalog.FraudHistorySpec;
import io.onefold.catalog.Manifest;
import io.onefold.catalog.ManifestSet;
import io.onefold.catalog.ManifestType;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.FraudType;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import io.onefold.pipeline.LakeHistory;
import io.onefold.pipeline.TrainingPass;
import io.onefold.scoring.evaluate.TimeSplit;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeatureSet;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelState;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.scoring.registry.Promotion;
import io.onefold.scoring.train.TrainingParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The models of the demo: one per history of payments that the manifests name, trained on payments
/// that were invented, which their cards say by naming the table. A history that did not change
/// since its champion was trained is not learned again.
final class DemoModels {

    private static final String TRAINER = "system:demo";
    private static final String EVIDENCE = "demo: the hold-out weeks of its card";
    private static final Duration HISTORY = Duration.ofDays(126);
    private static final Duration TRAIN = Duration.ofDays(84);
    private static final Duration DELAY = Duration.ofDays(7);
    private static final Duration TEST = Duration.ofDays(28);
    private static final FeatureSet FEATURES =
            new FeatureSet(
                    "demo",
                    List.of(
                            "amount_log1p",
                            "user_count_1h",
                            "user_count_24h",
                            "user_count_7d",
                            "payment_method_count_24h",
                            "device_count_1h",
                            "device_count_24h",
                            "ip_count_24h",
                            "merchant_count_24h",
                            "merchant_count_7d",
                            "user_seconds_since_last",
                            "user_km_since_last",
                            "amount_zscore_30d",
                            "new_device",
                            "new_merchant",
                            "new_country",
                            "user_small_amount_count_1h",
                            "user_round_amount_count_7d",
                            "user_near_limit_amount_count_7d",
                            "user_distinct_devices_24h",
                            "merchant_distinct_users_24h",
                            "merchant_risk_7d",
                            "merchant_risk_30d"));

    private final Session session;
    private final ModelRegistry registry;
    private final TrainingPass training;
    private final Terminal terminal;

    DemoModels(Session session, ModelRegistry registry, Terminal terminal) {
        this.session = session;
        this.registry = registry;
        this.training = new TrainingPass(session.path(), registry);
        this.terminal = terminal;
    }

    /// Trains what has to be trained, and lets it decide.
    ///
    /// @param approver the second person
    /// @return the models that were trained now
    List<ModelVersion> train(ManifestSet shipped, Instant asOf, Principal approver) {
        List<ModelVersion> trained = new ArrayList<>();
        for (Manifest manifest : shipped.manifests()) {
            if (manifest.type() == ManifestType.FRAUD_HISTORY) {
                FraudHistorySpec spec = session.path().catalog().fraudHistory(manifest.name());
                for (String type : types(spec)) {
                    LakeHistory history = LakeHistory.of(session.path().lake(), spec, type);
                    if (!known(history)) {
                        learned(history, asOf)
                                .ifPresent(model -> trained.add(promoted(model, approver)));
                    }
                }
            }
        }
        return trained;
    }

    private static List<String> types(FraudHistorySpec spec) {
        String own = spec.fraudType();
        return own == null ? FraudType.wireNames() : List.of(own);
    }

    private boolean known(LakeHistory history) {
        return registry.champion(history.fraudType())
                .filter(model -> model.lineage().dataSnapshot().equals(history.snapshot()))
                .isPresent();
    }

    /// Silos of another size or seed may hold too few frauds of a type, or fail the leakage gate;
    /// the demo then goes on without a model of that type.
    private Optional<ModelVersion> learned(LakeHistory history, Instant asOf) {
        try {
            return Optional.of(training.train(order(history, asOf), terminal.progress()));
        } catch (OnefoldException e) {
            if (e.code() != ErrorCode.UNPROCESSABLE) {
                throw e;
            }
            terminal.say("no model of " + history.fraudType() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static TrainingPass.Order order(LakeHistory history, Instant asOf) {
        return new TrainingPass.Order(
                history,
                FeatureCatalogue.standard(),
                FEATURES,
                new TimeSplit(asOf.minus(HISTORY), TRAIN, DELAY, TEST),
                new TrainingParameters(40, 0.15, 2, 0.8, 0.8, 1, 1, 1, 0, 256, 0, 2),
                TRAINER);
    }

    private ModelVersion promoted(ModelVersion model, Principal approver) {
        registry.promote(model.id(), new Promotion(ModelState.SHADOW, 0, null, approver.name()));
        registry.promote(
                model.id(), new Promotion(ModelState.CHALLENGER, 0.5, EVIDENCE, approver.name()));
        return registry.promote(
                model.id(), new Promotion(ModelState.CHAMPION, 0, EVIDENCE, approver.name()));
    }
}
