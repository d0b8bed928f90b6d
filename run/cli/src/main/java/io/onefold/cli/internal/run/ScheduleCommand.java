package io.onefold.cli.internal.run;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.WorkflowSpec;
import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Switches a workflow's schedule off or on.
abstract class ScheduleCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final boolean pause;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(index = "0", paramLabel = "WORKFLOW", description = "its name")
    private String workflow = "";

    @Mixin private final CallerOptions caller = new CallerOptions();

    ScheduleCommand(Terminal terminal, boolean pause) {
        this.terminal = terminal;
        this.pause = pause;
    }

    @Override
    public Integer call() {
        try (Session session = Session.ofCatalog(terminal)) {
            Catalog catalog = session.path().catalog();
            WorkflowSpec found = catalog.workflow(workflow);
            catalog.schedules().pause(workflow, pause, caller.principal(catalog));
            terminal.say(
                    workflow
                            + (pause ? " is paused" : " is resumed")
                            + (found.schedule() == null ? "; it has no schedule yet" : ""));
            return 0;
        }
    }
}
