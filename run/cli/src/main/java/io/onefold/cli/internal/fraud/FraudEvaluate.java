package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import io.onefold.model.access.Permission;
import io.onefold.scoring.evaluate.Candidate;
import io.onefold.scoring.evaluate.Evaluated;
import io.onefold.scoring.evaluate.Evaluation;
import io.onefold.scoring.evaluate.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `onefold fraud evaluate`
@Command(
        name = "evaluate",
        description = {
            "Trains models on payments of the past and measures them on the days after, by a published protocol.",
            "Prints what others published beside what ours reach. Nothing is registered."
        },
        mixinStandardHelpOptions = true)
final class FraudEvaluate implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of(
                    "model",
                    "by",
                    "split",
                    "train_rows",
                    "train_frauds",
                    "test_rows",
                    "test_frauds",
                    "auc",
                    "average_precision",
                    "card_precision_100");

    private final Terminal terminal;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            required = true,
            description = "what is trained on, what is measured: handbook")
    private String protocolName = "";

    @Option(
            names = "--models",
            paramLabel = "MODEL",
            split = ",",
            description = "only these: boosting, random-forest, plain-xgboost (default: all three)")
    private @Nullable List<String> models;

    @Mixin private final HistoryOptions history = new HistoryOptions();

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    FraudEvaluate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Protocol protocol = Protocol.named(protocolName);
        List<Candidate> candidates = candidates();
        try (Session session = Session.ofCatalog(terminal)) {
            caller.principal(session.path().catalog()).require(Permission.FRAUD_MODEL);
            Evaluation evaluation =
                    Evaluation.of(protocol, history.open(session), terminal.progress());
            List<List<@Nullable Object>> rows = published(protocol);
            for (Candidate candidate : candidates) {
                rows.addAll(ours(evaluation.run(candidate, protocol.folds())));
            }
            output.print(terminal, COLUMNS, rows);
            terminal.say("published: " + protocol.source());
            return 0;
        }
    }

    private List<Candidate> candidates() {
        List<String> known = Candidate.all().stream().map(Candidate::name).toList();
        List<String> wanted = models == null ? known : models;
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "'"
                                + name
                                + "' is no model that is evaluated"
                                + Spelling.didYouMean(name, known)
                                + "; expected "
                                + String.join(", ", known));
            }
        }
        return Candidate.all().stream().filter(one -> wanted.contains(one.name())).toList();
    }

    private static List<List<@Nullable Object>> published(Protocol protocol) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Protocol.Published one : protocol.published()) {
            rows.add(
                    Arrays.asList(
                            one.model(),
                            "published",
                            "single",
                            null,
                            null,
                            null,
                            null,
                            rounded(one.auc()),
                            rounded(one.averagePrecision()),
                            rounded(one.cardPrecision())));
        }
        return rows;
    }

    private static List<List<@Nullable Object>> ours(List<Evaluated> splits) {
        Evaluated single = splits.getFirst();
        Evaluated.Mean mean = Evaluated.Mean.of(splits);
        return List.of(
                Arrays.asList(
                        single.model(),
                        "onefold",
                        "single",
                        single.trainRows(),
                        single.trainFrauds(),
                        single.testRows(),
                        single.testFrauds(),
                        rounded(single.auc()),
                        rounded(single.averagePrecision()),
                        rounded(single.cardPrecision())),
                Arrays.asList(
                        single.model(),
                        "onefold",
                        "mean of " + splits.size(),
                        null,
                        null,
                        null,
                        null,
                        rounded(mean.auc()),
                        rounded(mean.averagePrecision()),
                        rounded(mean.cardPrecision())));
    }

    /// Three decimals, as they are published.
    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
