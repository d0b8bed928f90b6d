package io.onefold.cli.internal.fraud;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `onefold fraud …`
@Command(
        name = "fraud",
        description =
                "Trains, measures and promotes the models that decide payments, publishes rules, makes decisions again.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            FraudTrain.class,
            FraudEvaluate.class,
            FraudModels.class,
            FraudPromote.class,
            FraudRollback.class,
            BookGroup.Rules.class,
            BookGroup.Policies.class,
            FraudBacktest.class,
            FraudReplay.class
        })
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
