package io.onefold.cli.internal.run;

import io.onefold.catalog.AuditTrail;
import io.onefold.catalog.FraudHistorySpec;
import io.onefold.catalog.Manifest;
import io.onefold.catalog.ManifestSet;
import io.onefold.catalog.ManifestType;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.cli.internal.fraud.Evidence;
import io.onefold.cli.internal.fraud.HistoryFeatures;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.decide.Backtest;
import io.onefold.fraud.decide.Payments;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Release;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import io.onefold.pipeline.LakeHistory;
import io.onefold.pipeline.TrainingPass;
import io.onefold.scoring.evaluate.TimeSplit;
import io.onefold.scoring.feature.FeatureSet;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelState;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.scoring.registry.Promotion;
import io.onefold.scoring.train.TrainingParameters;
import io.onefold.server.DecisionPorts;
import io.onefold.server.Decisions;
import io.onefold.server.Desks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The models of the demo: one per history of payments that the manifests name, trained on payments
/// that were invented, which their cards say by naming the table. A history that did not change
/// since its champion was trained is not learned again.
final class DemoModels {

    private static final String TRAINER = "system:demo";
    private static final Duration HISTORY = Duration.ofDays(126);
    private static final Duration TRAIN = Duration.ofDays(84);
    private static final Duration DELAY = Duration.ofDays(7);
    private static final Duration TEST = Duration.ofDays(28);

    /// The trainer's own, of half the rounds and by bins, so that five models are learned in
    /// seconds.
    private static final TrainingParameters PARAMETERS =
            TrainingParameters.boosting().withRounds(100).withBins(256);

    private static final String REFUSED = "model.refused";

    private final Session session;
    private final Decisions decisions;
    private final ModelRegistry registry;
    private final TrainingPass training;
    private final Terminal terminal;

    DemoModels(Session session, Decisions decisions, Terminal terminal) {
        this.session = session;
        this.decisions = decisions;
        this.registry = decisions.models();
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
    /// the demo then goes on without a model of that type, and does not try the same again.
    private Optional<ModelVersion> learned(LakeHistory history, Instant asOf) {
        String object = "training " + history.fraudType();
        String tried = history.snapshot() + " by " + Release.version();
        AuditTrail audit = session.path().catalog().audit();
        if (audit.newest(object, 1).stream()
                .anyMatch(entry -> tried.equals(entry.event().details().get("tried")))) {
            terminal.say(
                    "no model of " + history.fraudType() + ": its training was refused before");
            return Optional.empty();
        }
        try {
            return Optional.of(training.train(order(history, asOf), terminal.progress()));
        } catch (OnefoldException e) {
            if (e.code() != ErrorCode.UNPROCESSABLE) {
                throw e;
            }
            terminal.say("no model of " + history.fraudType() + ": " + e.getMessage());
            audit.append(
                    new AuditEvent(TRAINER, REFUSED, object, "refused", Map.of("tried", tried)));
            return Optional.empty();
        }
    }

    private static TrainingPass.Order order(LakeHistory history, Instant asOf) {
        return new TrainingPass.Order(
                history,
                Payments.catalogue(),
                HistoryFeatures.of(history, FeatureSet.PAYMENT),
                new TimeSplit(asOf.minus(HISTORY), TRAIN, DELAY, TEST),
                PARAMETERS,
                TRAINER);
    }

    /// The model's card measures it on weeks that it did not see; a backtest tries it on the
    /// decisions there are.
    private ModelVersion promoted(ModelVersion model, Principal approver) {
        Instant now = terminal.clock().instant();
        Backtest backtest =
                Desks.of(
                                DecisionPorts.of(decisions, (tenant, user) -> Optional.empty()),
                                terminal.clock(),
                                label -> {})
                        .backtest();
        String evidence = Evidence.of(backtest, model, now.minus(HISTORY), now);
        registry.promote(model.id(), new Promotion(ModelState.SHADOW, 0, null, approver.name()));
        registry.promote(
                model.id(), new Promotion(ModelState.CHALLENGER, 0.5, evidence, approver.name()));
        return registry.promote(
                model.id(), new Promotion(ModelState.CHAMPION, 0, evidence, approver.name()));
    }
}
