package io.onefold.cli.internal.run;

import io.onefold.cli.internal.command.CallerOptions;
import io.onefold.cli.internal.command.OutputOptions;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.embedded.Part;
import io.onefold.pipeline.RunSummary;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `onefold run`
@Command(
        name = "run",
        aliases = "rerun",
        description = {
            "Runs a workflow and waits for its end: silos to raw, trusted, graph.",
            "A run that was killed converges when it is run again."
        },
        mixinStandardHelpOptions = true)
public final class Run implements Callable<Integer> {

    private final Terminal terminal;

    @SuppressWarnings("FieldCanBeFinal") // picocli writes it
    @Parameters(
            index = "0",
            paramLabel = "WORKFLOW",
            description = "its name; `onefold get workflow` lists them")
    private String workflow = "";

    @Mixin private final CallerOptions caller = new CallerOptions();

    @Mixin private final OutputOptions output = new OutputOptions();

    Run(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open(terminal, EnumSet.allOf(Part.class))) {
            RunSummary summary =
                    session.path()
                            .pipeline()
                            .run(
                                    workflow,
                                    caller.principal(session.path().catalog()),
                                    terminal.progress());
            new SummaryTable(summary).print(output, terminal);
            summary.requireSucceeded();
            return 0;
        }
    }
}
