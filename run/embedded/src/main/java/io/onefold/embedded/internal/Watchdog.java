package io.onefold.embedded.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A small process that stops the parts which nobody leases any more: their last holder was killed
/// before it could.
///
/// One runs per folder of parts; it ends when no part is recorded there. It starts nothing.
public final class Watchdog {

    private static final Duration POLL = Duration.ofMillis(300);
    private static final String LOCK = "watchdog.lock";

    private final Path parts;
    private final Map<Path, ProcessRecord> known = new HashMap<>();

    private Watchdog(Path parts) {
        this.parts = parts;
    }

    /// @param arguments the folder of the parts
    public static void main(String[] arguments) throws IOException {
        new Watchdog(Path.of(arguments[0])).watch();
    }

    /// Starts one if none runs for this folder.
    static void ensure(Path parts) throws IOException {
        Optional<FileLocks.Exclusive> free = FileLocks.tryLock(parts.resolve(LOCK));
        if (free.isEmpty()) {
            return;
        }
        free.get().close();
        List<String> command =
                List.of(
                        "setsid",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-Xss256k",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-cp",
                        ClassPaths.of(Watchdog.class, io.onefold.model.OnefoldException.class),
                        Watchdog.class.getName(),
                        parts.toString());
        Path log = parts.resolve("watchdog.log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(parts.toFile());
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR"));
        builder.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(log.toFile())
                .start();
    }

    private void watch() throws IOException {
        do {
            Optional<FileLocks.Exclusive> mine = FileLocks.tryLock(parts.resolve(LOCK));
            if (mine.isEmpty()) {
                return;
            }
            try (FileLocks.Exclusive _ = mine.get()) {
                while (tend()) {
                    LockSupport.parkNanos(POLL.toNanos());
                }
            }
            // Whoever started a part while this lock was still held relies on us: look again before
            // leaving.
        } while (tend());
    }

    /// Stops what nobody leases.
    ///
    /// @return whether any part is still recorded
    private boolean tend() throws IOException {
        if (!Files.isDirectory(parts)) {
            known.values().forEach(this::end);
            return false;
        }
        boolean recorded = false;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parts, Files::isDirectory)) {
            for (Path root : folders) {
                recorded |= tend(new PartFolder(root));
            }
        }
        return recorded;
    }

    private boolean tend(PartFolder folder) throws IOException {
        Optional<ProcessRecord> record = ProcessRecord.read(folder.record());
        if (record.isEmpty()) {
            known.remove(folder.root());
            return false;
        }
        known.put(folder.root(), record.get());
        Optional<FileLocks.Exclusive> change = FileLocks.tryLock(folder.changeLock());
        if (change.isEmpty()) {
            return true;
        }
        try (FileLocks.Exclusive _ = change.get()) {
            Optional<FileLocks.Exclusive> alone = FileLocks.ifUnshared(folder.leaseLock());
            if (alone.isEmpty()) {
                return true;
            }
            try (FileLocks.Exclusive _ = alone.get()) {
                PartRunner.stop(folder);
            }
        }
        return false;
    }

    private void end(ProcessRecord record) {
        OsProcesses.end(
                record.pid(), record.startTicks(), record.stopSignal(), Duration.ofSeconds(10));
    }
}
