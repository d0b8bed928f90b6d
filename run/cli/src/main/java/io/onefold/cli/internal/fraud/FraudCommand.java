package io.onefold.cli.internal.fraud;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `onefold fraud …`
@Command(
        name = "fraud",
        description = "Trains and measures the models that decide payments.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {FraudTrain.class, FraudEvaluate.class})
public final class FraudCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Missing command; expected one of: fraud "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
