package io.onefold.cli.internal.graph;

import io.onefold.catalog.OpenRun;
import io.onefold.catalog.RunContext;
import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.embedded.Part;
import io.onefold.model.access.Principal;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `onefold graph clear`
@Command(
        name = "clear",
        description = {
            "Removes every node and relationship of the graph database; needs graph_admin.",
            "The lake keeps everything: the next load builds the graph again."
        },
        mixinStandardHelpOptions = true)
final class GraphClear implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin private final ClearOptions clearing = new ClearOptions();

    @Mixin private final CallerOptions caller = new CallerOptions();

    GraphClear(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open(terminal, EnumSet.of(Part.POSTGRES, Part.NEO4J))) {
            Principal principal = caller.principal(session.path().catalog());
            try (OpenRun run = session.path().catalog().runs().start("graph clear", principal)) {
                RunContext context =
                        new RunContext(
                                run.id(),
                                principal,
                                session.path().clock(),
                                terminal.progress(),
                                run);
                session.path().graphLoad().clear(clearing.wanted(), context);
                run.succeed();
            }
            terminal.say("the graph is empty");
            return 0;
        }
    }
}
