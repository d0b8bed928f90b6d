package io.onefold.cli.internal.graph;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.embedded.Part;
import io.onefold.graph.GraphResult;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `onefold graph replay`
@Command(
        name = "replay",
        description = {
            "Runs a Cypher script that a load wrote, on whatever the graph holds; needs graph_admin.",
            "A script that was changed since it was written is refused. Exit 3 if a statement failed."
        },
        mixinStandardHelpOptions = true)
final class GraphReplay implements Callable<Integer> {

    private final Terminal terminal;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "for example var/graph/scripts/graph_output_20260102_030405.cypher")
    private String file = "";

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    GraphReplay(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path script = terminal.workingFolder().resolve(file);
        try (Session session = Session.open(terminal, EnumSet.of(Part.POSTGRES, Part.NEO4J))) {
            GraphResult result =
                    new GraphErrand(
                                    terminal,
                                    session.path(),
                                    caller.principal(session.path().catalog()))
                            .run(
                                    "graph replay " + script.getFileName(),
                                    context -> session.path().graphLoad().replay(script, context));
            new GraphItems(terminal, output).print(result);
            result.requireSucceeded();
            return 0;
        }
    }
}
