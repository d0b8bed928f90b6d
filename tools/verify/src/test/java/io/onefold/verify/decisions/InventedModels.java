package io.onefold.verify.decisions;

import io.onefold.fraud.FraudType;
import io.onefold.model.run.Progress;
import io.onefold.scoring.evaluate.HistoryMatrix;
import io.onefold.scoring.evaluate.HistoryRow;
import io.onefold.scoring.evaluate.ModelTraining;
import io.onefold.scoring.evaluate.PaymentHistory;
import io.onefold.scoring.evaluate.TimeSplit;
import io.onefold.scoring.feature.Entity;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FeatureSet;
import io.onefold.scoring.feature.Payment;
import io.onefold.scoring.registry.ModelDraft;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelState;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.scoring.registry.Promotion;
import io.onefold.scoring.train.TrainingParameters;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/// Small models that were really trained, on payments of which large ones are fraud more often.
final class InventedModels {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final FeatureSet FEATURES = new FeatureSet("invented", List.of("amount"));

    private InventedModels() {}

    /// @param rounds so that models differ
    static ModelDraft draft(FraudType type, int rounds, String author) {
        TimeSplit split =
                new TimeSplit(FROM, Duration.ofDays(14), Duration.ofDays(1), Duration.ofDays(7));
        HistoryMatrix matrix =
                HistoryMatrix.of(
                        history(),
                        FeatureCatalogue.standard(),
                        FeaturePlan.of(FEATURES),
                        split.trainFrom(),
                        split.testTo());
        return ModelTraining.train(
                matrix,
                new ModelTraining.Order(
                        type.wireName(),
                        FEATURES,
                        split,
                        TrainingParameters.boosting().withRounds(rounds),
                        "invented payments",
                        "test",
                        FROM,
                        author),
                Progress.SILENT);
    }

    /// Registers a model and lets it decide.
    static ModelVersion champion(ModelRegistry registry, ModelDraft draft, String approver) {
        ModelVersion model = registry.register(draft);
        registry.promote(model.id(), new Promotion(ModelState.SHADOW, 0, null, approver));
        registry.promote(model.id(), new Promotion(ModelState.CHALLENGER, 0.5, "none", approver));
        return registry.promote(
                model.id(), new Promotion(ModelState.CHAMPION, 0, "none", approver));
    }

    private static PaymentHistory history() {
        return (fields, from, to, rows) -> {
            Random random = new Random(7);
            HistoryRow row = new HistoryRow(new Payment(fields));
            for (int i = 0; i < 6_600; i++) {
                Instant at = FROM.plus(5L * i, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
                boolean large = random.nextInt(10) == 0;
                boolean fraud = random.nextInt(100) < (large ? 60 : 2);
                row.payment()
                        .clear()
                        .at(at)
                        .amount(BigDecimal.valueOf((large ? 400 : 5) + random.nextInt(90)))
                        .entity(Entity.USER, "u-" + random.nextInt(4_000));
                long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
                rows.accept(row.is("t-" + i, fraud, micros));
            }
        };
    }
}
