package io.onefold.cli.internal.run;

import io.onefold.cli.Main;
import io.onefold.cli.internal.command.Session;
import io.onefold.cli.internal.command.Terminal;
import io.onefold.embedded.Parts;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A run in a process of its own, which goes on when this command has ended.
final class Background {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern BEGUN = Pattern.compile("^run (\\S+) of ", Pattern.MULTILINE);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Background() {}

    /// Starts the run and waits until it has begun.
    ///
    /// @param user who it acts as; null: the local operator
    static void run(Terminal terminal, String workflow, @Nullable String user) {
        Path log =
                Parts.var(Session.settings(terminal))
                        .resolve("log")
                        .resolve("run_" + STAMP.format(terminal.clock().instant()) + ".log");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "setsid",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        workflow));
        if (user != null) {
            command.addAll(List.of("--as", user));
        }
        try {
            Files.createDirectories(log.getParent());
            Process process = start(terminal, command, log);
            String id = begun(process, log);
            terminal.say(
                    "run "
                            + id
                            + " of "
                            + workflow
                            + " goes on in the background; its words are in "
                            + log);
            terminal.say(
                    "onefold status "
                            + id
                            + " shows how far it is, onefold stop "
                            + id
                            + " ends it");
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the run could not be started in the background, "
                            + log
                            + " cannot be written; expected a folder of"
                            + " this user's own; set ONEFOLD_VAR, or run it without --no-wait",
                    e);
        }
    }

    private static Process start(Terminal terminal, List<String> command, Path log)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(terminal.workingFolder().toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(terminal.environment());
        return builder.start();
    }

    private static String begun(Process process, Path log) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            boolean ended = ended(process);
            Optional<String> id = id(log);
            if (id.isPresent()) {
                return id.get();
            }
            if (ended) {
                throw new OnefoldException(
                        process.exitValue() == 1 ? ErrorCode.INVALID_INPUT : ErrorCode.RUN_FAILED,
                        Files.readString(log).strip().replaceFirst("^onefold: ", ""));
            }
        }
        throw new OnefoldException(
                ErrorCode.UNAVAILABLE,
                "the run has not begun after " + PATIENCE.toSeconds() + " s; see " + log);
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Optional<String> id(Path log) throws IOException {
        Matcher begun = BEGUN.matcher(Files.readString(log));
        return begun.find() ? Optional.of(begun.group(1)) : Optional.empty();
    }
}
