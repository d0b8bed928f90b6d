package io.onefold.cli.internal.graph;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphRun;
import io.onefold.catalog.GraphSpec;
import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.embedded.Part;
import io.onefold.graph.GraphResult;
import io.onefold.graph.LoadOptions;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `onefold graph load`
@Command(
        name = "load",
        description = {
            "Brings a graph to what the lake says, without reading any silo.",
            "By default only what changed since the last load is sent. Rings and features follow. Two loads of one graph shut each other out.",
            "Exit 3 if an item failed; what was committed stays, and the next load goes on from there."
        },
        mixinStandardHelpOptions = true)
final class GraphLoadCommand implements Callable<Integer> {

    private final Terminal terminal;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(index = "0", paramLabel = "GRAPH", description = "its name")
    private String graph = "";

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @ArgGroup
    private Base base = new Base();

    @Option(names = "--script", description = "write a Cypher script, however large the load")
    private boolean script;

    @Option(
            names = "--deep",
            description = "afterwards compare every node and relationship with its row by hash")
    private boolean deep;

    @Option(
            names = "--clear-database",
            description = "empty the graph database first; needs --confirm and graph_admin")
    private boolean clear;

    @Mixin private final ClearOptions clearing = new ClearOptions();

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    /// What a load compares the lake with.
    static final class Base {

        @Option(
                names = "--full",
                description =
                        "compare with the graph itself, so that strays go and losses come back")
        private boolean full;

        @Option(
                names = "--bulk",
                description =
                        "import files into the empty embedded server while it stands still; needs graph_admin")
        private boolean bulk;

        GraphRun.Mode mode() {
            return bulk
                    ? GraphRun.Mode.BULK
                    : full ? GraphRun.Mode.FULL : GraphRun.Mode.INCREMENTAL;
        }
    }

    GraphLoadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.ofCatalog(terminal)) {
            Catalog catalog = session.path().catalog();
            Principal principal = caller.principal(catalog);
            principal.require(Permission.DATA_OPERATE);
            GraphSpec spec = catalog.graph(graph);
            session.lease().add(Set.of(Part.NEO4J), terminal.progress());
            LoadOptions options = options(session);
            GraphResult result =
                    new GraphErrand(terminal, session.path(), principal)
                            .run(
                                    "graph " + spec.name(),
                                    context ->
                                            session.path()
                                                    .graphPass()
                                                    .run(spec, base.mode(), options, context));
            new GraphItems(terminal, output).print(result);
            result.requireSucceeded();
            return 0;
        }
    }

    private LoadOptions options(Session session) {
        LoadOptions options =
                LoadOptions.in(session.path().var().resolve("graph"))
                        .withDeep(deep)
                        .withScript(
                                script ? LoadOptions.Script.ALWAYS : LoadOptions.Script.WHEN_SMALL);
        return clear ? options.withClear(clearing.wanted()) : options;
    }
}
