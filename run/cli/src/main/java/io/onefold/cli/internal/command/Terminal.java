package io.onefold.cli.internal.command;

import io.onefold.cli.internal.progress.ConsoleProgress;
import io.onefold.model.run.Progress;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/// Where a command reads its surroundings from and writes to: data to [#out], everything for people
/// to [#err].
///
/// @param out standard output
/// @param err standard error
/// @param progress how far long work is
/// @param environment the environment variables
/// @param workingFolder where `.env` and `onefold.yaml` are looked for
/// @param clock the time
public record Terminal(
        PrintWriter out,
        PrintStream err,
        Progress progress,
        Map<String, String> environment,
        Path workingFolder,
        Clock clock) {

    public Terminal {
        environment = Map.copyOf(environment);
    }

    /// The surroundings of this process.
    public static Terminal ofProcess(Clock clock) {
        boolean watched = System.console() != null && System.console().isTerminal();
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        return new Terminal(
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                err,
                new ConsoleProgress(err, clock, watched),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                clock);
    }

    /// A message for the person at the terminal.
    public void say(String message) {
        err.println(message);
    }

    public void flush() {
        out.flush();
        err.flush();
    }
}
