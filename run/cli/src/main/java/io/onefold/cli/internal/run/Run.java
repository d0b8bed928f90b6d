package io.onefold.cli.internal.run;

import io.onefold.catalog.Catalog;
import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.model.access.Principal;
import io.onefold.pipeline.RunSummary;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `onefold run`
@Command(
        name = "run",
        aliases = "rerun",
        description = {
            "Runs a workflow: silos to raw, trusted and quarantine, then the graph. Waits for its end.",
            "Exit 3 if the run failed; what was committed stays, and the next run goes on from there."
        },
        mixinStandardHelpOptions = true)
public final class Run implements Callable<Integer> {

    private final Terminal terminal;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(index = "0", paramLabel = "WORKFLOW", description = "its name")
    private String workflow = "";

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = {"wait for the end (the default); --no-wait goes on in the background"})
    private boolean wait = true;

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    Run(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!wait) {
            Background.run(terminal, workflow, caller.user());
            return 0;
        }
        try (Session session = Session.ofCatalog(terminal)) {
            Catalog catalog = session.path().catalog();
            Principal principal = caller.principal(catalog);
            session.lease()
                    .add(
                            NeededParts.of(catalog.workflow(workflow), session.path()),
                            terminal.progress());
            RunSummary summary =
                    session.path()
                            .pipeline()
                            .run(
                                    workflow,
                                    principal,
                                    terminal.progress(),
                                    id -> terminal.say("run " + id + " of " + workflow));
            new SummaryPrinter(terminal, output).print(List.of(summary));
            summary.requireSucceeded();
            return 0;
        }
    }
}
