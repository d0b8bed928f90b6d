package io.onefold.cli.internal.graph;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `onefold graph …`
@Command(
        name = "graph",
        description = "Loads, replays and empties graphs; takes over the mappings of others.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            GraphLoadCommand.class,
            GraphReplay.class,
            GraphClear.class,
            GraphImportControl.class
        })
public final class GraphCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Missing command; expected: graph load, replay, clear or import-control");
    }
}
