package io.onefold.cli.internal.run;

import io.onefold.cli.internal.command.Terminal;
import picocli.CommandLine.Command;

/// `onefold resume`
@Command(
        name = "resume",
        description = {
            "Resumes a workflow's schedule: it starts by itself again, from its next time on.",
            "What fell due while it was paused is not made up for."
        },
        mixinStandardHelpOptions = true)
public final class Resume extends ScheduleCommand {

    Resume(Terminal terminal) {
        super(terminal, false);
    }
}
