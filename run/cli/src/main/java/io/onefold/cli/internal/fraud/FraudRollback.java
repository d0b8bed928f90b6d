package io.onefold.cli.internal.fraud;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.fraud.FraudType;
import io.onefold.model.access.Permission;
import io.onefold.scoring.registry.ModelVersion;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `onefold fraud rollback`
@Command(
        name = "rollback",
        description =
                "Makes the champion before the present one champion again, at once; needs fraud_model.",
        mixinStandardHelpOptions = true)
final class FraudRollback implements Callable<Integer> {

    private final Terminal terminal;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(paramLabel = "TYPE", description = "the fraud type, for example credit_card")
    private String type = "";

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    FraudRollback(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String wanted = FraudType.parse(type).wireName();
        try (LookingBack back = LookingBack.open(terminal, caller, Permission.FRAUD_MODEL)) {
            ModelVersion champion =
                    back.decisions().models().rollback(wanted, back.principal().name());
            output.print(terminal, FraudModels.COLUMNS, List.of(FraudModels.row(champion)));
            return 0;
        }
    }
}
