package io.onefold.cli.internal.run;

import io.onefold.catalog.RunLog;
import io.onefold.catalog.RunRecord;
import io.onefold.catalog.Settings;
import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.embedded.Parts;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `onefold stop`
@Command(
        name = "stop",
        description = {
            "Stops the embedded parts, and the commands that use them, demo and serve among them.",
            "With RUN: asks that run to stop; it does between two batches."
        },
        mixinStandardHelpOptions = true)
public final class Stop implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description = "a run's id or its beginning, or a workflow for its newest run")
    private @Nullable String run;

    @Mixin private final CallerOptions caller = new CallerOptions();

    Stop(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String wanted = run;
        if (wanted != null) {
            cancel(wanted);
            return 0;
        }
        Settings settings = Session.settings(terminal);
        Path var = Parts.var(settings);
        List<Parts.PartStatus> running =
                Parts.status(var).stream().filter(part -> part.pid().isPresent()).toList();
        Set<Long> ended = Parts.stop(var);
        ended.forEach(pid -> terminal.say("ended the command with process id " + pid));
        running.forEach(part -> terminal.say("stopped " + part.part().wireName()));
        if (running.isEmpty() && ended.isEmpty()) {
            terminal.say("nothing runs in " + var);
        }
        return 0;
    }

    private void cancel(String wanted) {
        try (Session session = Session.ofCatalog(terminal)) {
            RunLog runs = session.path().catalog().runs();
            runs.markDead();
            RunRecord found = Runs.find(runs, wanted);
            runs.requestCancel(found.id(), caller.principal(session.path().catalog()));
            terminal.say(
                    "asked run " + found.id() + " of workflow " + found.workflow() + " to stop");
        }
    }
}
