package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.decide.Payments;
import io.onefold.fraud.port.Customers;
import io.onefold.lake.AsOf;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.pipeline.LakeHistory;
import io.onefold.pipeline.TrainingPass;
import io.onefold.scoring.evaluate.TimeSplit;
import io.onefold.scoring.feature.FeatureSet;
import io.onefold.scoring.measure.Metrics;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.scoring.train.TrainingParameters;
import io.onefold.server.Decisions;
import io.onefold.server.GraphCustomers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `onefold fraud train`
@Command(
        name = "train",
        description = {
            "Trains a model on payments of the past and registers it as a candidate.",
            "It learns from a period, and is measured on the days after the delay of the labels.",
            "A model that fails the leakage gate is not registered; the checks say why."
        },
        mixinStandardHelpOptions = true)
final class FraudTrain implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "fraud_type",
                    "version",
                    "state",
                    "hash",
                    "train_rows",
                    "train_frauds",
                    "test_rows",
                    "test_frauds",
                    "auc",
                    "average_precision",
                    "card_precision_100",
                    "brier",
                    "calibration_error");

    private final Terminal terminal;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            required = true,
            description = "the first day of training (UTC)")
    private LocalDate from = LocalDate.EPOCH;

    @Option(
            names = "--train",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "days to learn from (default: ${DEFAULT-VALUE})")
    private int trainDays;

    @Option(
            names = "--delay",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "days until labels are known (default: ${DEFAULT-VALUE})")
    private int delayDays;

    @Option(
            names = "--test",
            paramLabel = "DAYS",
            defaultValue = "7",
            description = "days to measure on (default: ${DEFAULT-VALUE})")
    private int testDays;

    @Option(
            names = "--features",
            paramLabel = "SET",
            defaultValue = "payment",
            description =
                    "what it learns from: the set payment or handbook (default: ${DEFAULT-VALUE})")
    private String features = "";

    @Option(
            names = "--with",
            paramLabel = "FIELD",
            split = ",",
            description =
                    "fields of the request, or columns of features.graph_customer as they were when the period began,"
                            + " to learn from beside the set; for example merchant_category,ring_size"
                            + " (default: beside payment, the numbers and flags that the history names)")
    private List<String> with = List.of();

    @Mixin private final HistoryOptions history = new HistoryOptions();

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    FraudTrain(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        FeatureSet named = FeatureSet.named(features);
        TimeSplit split = split();
        try (Session session = Session.ofCatalog(terminal);
                Decisions decisions = Decisions.open(session.path())) {
            Principal principal = caller.principal(session.path().catalog());
            principal.require(Permission.FRAUD_MODEL);
            LakeHistory payments = history.open(session);
            FeatureSet set =
                    with.isEmpty() ? HistoryFeatures.of(payments, named) : named.with(with);
            Customers customers = customers(session, split.trainFrom());
            ModelVersion registered =
                    new TrainingPass(session.path(), decisions.models())
                            .train(
                                    new TrainingPass.Order(
                                            payments,
                                            Payments.catalogue().withCustomer(customers.columns()),
                                            customers.features(),
                                            set,
                                            split,
                                            TrainingParameters.boosting(),
                                            principal.name()),
                                    terminal.progress());
            output.print(terminal, COLUMNS, List.of(row(registered)));
            return 0;
        }
    }

    /// What was known of customers when the period began: what became known later is not for a
    /// model to learn from.
    private Customers customers(Session session, Instant from) {
        return with.isEmpty()
                ? (tenant, user) -> Optional.empty()
                : GraphCustomers.of(
                        session.path().lake(), session.path().settings(), new AsOf.At(from));
    }

    private TimeSplit split() {
        if (trainDays < 1 || delayDays < 0 || testDays < 1) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "periods of "
                            + trainDays
                            + ", "
                            + delayDays
                            + " and "
                            + testDays
                            + " days cannot be; expected at least 1, 0 and 1");
        }
        return new TimeSplit(
                from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                Duration.ofDays(trainDays),
                Duration.ofDays(delayDays),
                Duration.ofDays(testDays));
    }

    private static List<@Nullable Object> row(ModelVersion model) {
        Metrics metrics = model.card().metrics();
        return Arrays.asList(
                model.id(),
                model.fraudType(),
                model.version(),
                model.state(),
                model.hash(),
                model.lineage().rows(),
                model.lineage().frauds(),
                metrics.rows(),
                metrics.frauds(),
                rounded(metrics.auc()),
                rounded(metrics.averagePrecision()),
                rounded(metrics.cardPrecisionAt100()),
                rounded(metrics.brier()),
                rounded(metrics.calibrationError()));
    }

    /// Four decimals, as the store keeps them.
    private static @Nullable BigDecimal rounded(@Nullable Double value) {
        return value == null || value.isNaN()
                ? null
                : BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN);
    }
}
