package io.onefold.embedded.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Starts programs: short ones that are waited for, and servers that outlive this process.
final class Commands {

    private static final Set<String> KEPT = Set.of("PATH", "HOME", "TZ", "TMPDIR", "JAVA_HOME");
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(2);
    private static final int WORDS_KEPT = 2_000;

    private Commands() {}

    /// What feeds a program's standard input.
    @FunctionalInterface
    interface Input {
        void writeTo(OutputStream stream) throws IOException;
    }

    /// A program that is waited for.
    ///
    /// @param purpose what it is for, as a message begins
    /// @param folder the part it works for; it is marked so that a later start finds it
    /// @param command the program and its arguments
    /// @param environment variables it gets beside the usual ones
    /// @param patience how long it may take
    record Errand(
            String purpose,
            PartFolder folder,
            List<String> command,
            Map<String, String> environment,
            Duration patience) {

        Errand(String purpose, PartFolder folder, List<String> command) {
            this(purpose, folder, command, Map.of(), USUAL_PATIENCE);
        }
    }

    /// Runs a program to its end.
    ///
    /// @return what it said, standard error included; the last part of it when it said a lot
    /// @throws OnefoldException (INVALID_SETUP) with its last words if it fails
    static String run(Errand errand, @Nullable Input input) throws IOException {
        PartFolder folder = errand.folder();
        Path output = Files.createTempFile(folder.root(), "run", ".log");
        try {
            ProcessBuilder builder = builder(folder, errand.command());
            builder.environment().putAll(errand.environment());
            Process process =
                    builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
            boolean fed = feed(process, input);
            int exit = await(process, errand.patience());
            String words = lastWords(output, 0);
            if (exit != 0 || !fed) {
                throw failure(
                        errand.purpose(), folder, words.isBlank() ? "exit code " + exit : words);
            }
            return words;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static boolean feed(Process process, @Nullable Input input) throws IOException {
        try (OutputStream stream = process.getOutputStream()) {
            if (input != null) {
                input.writeTo(stream);
            }
            return true;
        } catch (IOException e) {
            if (process.isAlive() && !"Broken pipe".equals(e.getMessage())) {
                throw e;
            }
            return false; // it ended early; its own words say why
        }
    }

    private static int await(Process process, Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /// Starts a server in a session of its own, so that what a terminal sends to this command does
    /// not reach it.
    static Process startServer(PartFolder folder, List<String> command) throws IOException {
        List<String> detached = new ArrayList<>(List.of("setsid"));
        detached.addAll(command);
        ProcessBuilder builder = builder(folder, detached);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        return builder.start();
    }

    private static ProcessBuilder builder(PartFolder folder, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.root().toFile());
        builder.environment().keySet().retainAll(KEPT);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put(OsProcesses.MARK, folder.root().toString());
        return builder;
    }

    /// The end of a file from an offset on.
    static String lastWords(Path file, long from) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        byte[] all = Files.readAllBytes(file);
        int start = (int) Math.max(Math.min(from, all.length), all.length - (long) WORDS_KEPT);
        return new String(all, start, all.length - start, StandardCharsets.UTF_8);
    }

    /// The failure of a part, in words that say what to do.
    static OnefoldException failure(String purpose, PartFolder folder, String words) {
        if (words.contains("No space left on device")) {
            return new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    purpose
                            + " failed: no space left on the disk of "
                            + folder.root()
                            + "; expected some hundred MB; free space there, or set ONEFOLD_VAR to a folder on another disk");
        }
        if (words.contains("Permission denied")) {
            return new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    purpose
                            + " failed: permission denied ("
                            + telling(words)
                            + "); expected "
                            + folder.root()
                            + " to be this user's own; give this user the folder, or set ONEFOLD_VAR to another");
        }
        return new OnefoldException(
                ErrorCode.UNAVAILABLE,
                purpose
                        + " failed: "
                        + telling(words)
                        + "; see "
                        + folder.log()
                        + " for all it said");
    }

    private static String telling(String words) {
        List<String> lines = words.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(
                        line ->
                                line.contains("FATAL")
                                        || line.contains("ERROR")
                                        || line.contains("error:"))
                .reduce((first, last) -> last)
                .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast())
                .strip();
    }
}
