package io.onefold.cli.internal.run;

import io.onefold.cli.internal.command.Terminal;
import picocli.CommandLine.Command;

/// `onefold pause`
@Command(
        name = "pause",
        description = {
            "Pauses a workflow's schedule: it no longer starts by itself.",
            "`onefold run` still starts it; a run under way goes on."
        },
        mixinStandardHelpOptions = true)
public final class Pause extends ScheduleCommand {

    Pause(Terminal terminal) {
        super(terminal, true);
    }
}
