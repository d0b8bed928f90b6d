package io.onefold.cli.internal.graph;

import io.onefold.catalog.OpenRun;
import io.onefold.catalog.RunContext;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.graph.GraphResult;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Status;
import io.onefold.pipeline.DataPath;
import java.util.function.Function;

/// Work on a graph, kept in the run log as a run of its own.
record GraphErrand(Terminal terminal, DataPath path, Principal principal) {

    /// @param name what the run log calls it
    /// @param work what is done
    GraphResult run(String name, Function<RunContext, GraphResult> work) {
        try (OpenRun run = path.catalog().runs().start(name, principal)) {
            terminal.say("run " + run.id() + " of " + name);
            GraphResult result =
                    work.apply(
                            new RunContext(
                                    run.id(), principal, path.clock(), terminal.progress(), run));
            end(run, result);
            return result;
        }
    }

    private static void end(OpenRun run, GraphResult result) {
        OnefoldException failure = result.failure();
        if (failure != null) {
            run.fail(String.valueOf(failure.getMessage()));
        } else if (result.status() == Status.CANCELLED) {
            run.cancel();
        } else {
            run.succeed();
        }
    }
}
