package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.FraudType;
import io.onefold.model.access.Permission;
import io.onefold.scoring.registry.ModelVersion;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `onefold fraud models`
@Command(
        name = "models",
        description = "Lists models and what each may do; needs fraud_model.",
        mixinStandardHelpOptions = true)
final class FraudModels implements Callable<Integer> {

    static final List<String> COLUMNS =
            List.of(
                    "id",
                    "fraud_type",
                    "version",
                    "state",
                    "share",
                    "auc",
                    "author",
                    "approver",
                    "created_at",
                    "hash");

    private final Terminal terminal;

    @Parameters(paramLabel = "TYPE", arity = "0..1", description = "a fraud type (default: all)")
    private @Nullable String type;

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    FraudModels(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> types =
                type == null ? FraudType.wireNames() : List.of(FraudType.parse(type).wireName());
        try (LookingBack back = LookingBack.open(terminal, caller, Permission.FRAUD_MODEL)) {
            output.print(
                    terminal,
                    COLUMNS,
                    types.stream()
                            .flatMap(one -> back.decisions().models().versions(one).stream())
                            .map(FraudModels::row)
                            .toList());
            return 0;
        }
    }

    static List<@Nullable Object> row(ModelVersion model) {
        return Arrays.asList(
                model.id(),
                model.fraudType(),
                model.version(),
                model.state().wireName(),
                model.share(),
                model.card().metrics().auc(),
                model.author(),
                model.approver(),
                model.createdAt(),
                model.hash());
    }
}
