package io.onefold.embedded.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Processes of this machine, as `/proc` shows them.
public final class OsProcesses {

    /// The variable that marks a process as belonging to the part of one folder.
    public static final String MARK = "ONEFOLD_PART_FOLDER";

    private static final Path PROC = Path.of("/proc");
    private static final Duration POLL = Duration.ofMillis(20);

    private OsProcesses() {}

    /// When a process started, in clock ticks since boot; empty when it is gone or only waits to be
    /// collected.
    public static Optional<Long> startTicks(long pid) {
        try {
            String stat =
                    Files.readString(
                            PROC.resolve(Long.toString(pid)).resolve("stat"),
                            StandardCharsets.ISO_8859_1);
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean dead = afterName[0].equals("Z") || afterName[0].equals("X");
            return dead ? Optional.empty() : Optional.of(Long.parseLong(afterName[19]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The live processes that were started for the part of this folder, by whomever.
    public static List<Long> marked(Path partFolder) throws IOException {
        byte[] mark = (MARK + "=" + partFolder).getBytes(StandardCharsets.UTF_8);
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (environmentHolds(process, mark) && startTicks(pid).isPresent()) {
                    found.add(pid);
                }
            }
        }
        return found;
    }

    private static boolean environmentHolds(Path process, byte[] mark) {
        try {
            String environment =
                    new String(
                            Files.readAllBytes(process.resolve("environ")),
                            StandardCharsets.ISO_8859_1);
            String wanted = new String(mark, StandardCharsets.ISO_8859_1);
            return ("\0" + environment + "\0").contains("\0" + wanted + "\0");
        } catch (IOException e) {
            return false; // gone meanwhile, or another user's
        }
    }

    /// Ends a process: by a signal, and when that does not end it in time, by force.
    ///
    /// @param signal name without SIG, for example `TERM`
    public static void end(long pid, long startTicks, String signal, Duration patience) {
        if (isAlive(pid, startTicks)) {
            signal(pid, signal);
            if (!awaitEnd(pid, startTicks, patience)) {
                signal(pid, "KILL");
                awaitEnd(pid, startTicks, Duration.ofSeconds(10));
            }
        }
    }

    private static boolean awaitEnd(long pid, long startTicks, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isAlive(pid, startTicks)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    static boolean isAlive(long pid, long startTicks) {
        return startTicks(pid).filter(ticks -> ticks == startTicks).isPresent();
    }

    private static void signal(long pid, String signal) {
        try {
            Process kill =
                    new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            kill.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
