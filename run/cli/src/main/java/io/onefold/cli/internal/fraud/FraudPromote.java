package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.run.Progress;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelState;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.scoring.registry.Promotion;
import io.onefold.scoring.registry.Promotions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `onefold fraud promote`
@Command(
        name = "promote",
        description = {
            "Moves a model one step on: candidate, shadow, challenger, champion; or retires it. Needs fraud_model.",
            "Before it decides for anybody a backtest runs, and somebody else than its author has to ask."
        },
        mixinStandardHelpOptions = true)
final class FraudPromote implements Callable<Integer> {

    private final Terminal terminal;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(paramLabel = "MODEL", description = "the model: its id, or TYPE@VERSION")
    private String model = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "STATE",
            description = "shadow, challenger, champion or retired")
    private String to = "";

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description =
                    "of the users for whom a challenger decides, between 0 and 1 (default: 0.1)")
    private @Nullable Double share;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "the backtest's first day or moment of payments (UTC; default: 30 days ago)")
    private @Nullable String since;

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    FraudPromote(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ModelState state = state(to);
        try (LookingBack back = LookingBack.open(terminal, caller, Permission.FRAUD_MODEL)) {
            ModelRegistry registry = back.decisions().models();
            ModelVersion found = ModelName.find(registry, model);
            boolean challenges = state == ModelState.CHALLENGER;
            boolean decides = challenges || state == ModelState.CHAMPION;
            double wanted = share != null ? share : challenges ? 0.1 : 0;
            String by = back.principal().name();
            // what is refused anyway is refused before the backtest
            Promotions.check(found, new Promotion(state, wanted, decides ? "to be run" : null, by));
            String evidence = decides ? evidence(back, found) : null;
            ModelVersion promoted =
                    registry.promote(found.id(), new Promotion(state, wanted, evidence, by));
            output.print(terminal, FraudModels.COLUMNS, List.of(FraudModels.row(promoted)));
            return 0;
        }
    }

    private String evidence(LookingBack back, ModelVersion found) {
        Instant now = terminal.clock().instant();
        Instant from = since == null ? now.minus(Period.LAST) : Period.moment("--since", since);
        String summary;
        try (Progress.Task task = terminal.progress().begin("backtest", -1)) {
            summary = Evidence.of(back.desks().backtest(), found, from, now);
            task.add(1);
        }
        terminal.say(summary);
        return summary;
    }

    private static ModelState state(String text) {
        return Arrays.stream(ModelState.values())
                .filter(state -> state != ModelState.CANDIDATE && state.wireName().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_INPUT,
                                        "'"
                                                + text
                                                + "' is no state to promote to; expected shadow, challenger, champion or retired"));
    }
}
