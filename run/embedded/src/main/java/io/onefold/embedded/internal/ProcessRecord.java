package io.onefold.embedded.internal;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/// Which process a part runs as: enough to know it again, and never to take another process for it.
///
/// @param pid the process, or 0 while it is being started
/// @param startTicks when it started, in clock ticks since boot
/// @param port the TCP port on the loopback interface
/// @param stopSignal what ends it cleanly, for example `TERM`
public record ProcessRecord(long pid, long startTicks, int port, String stopSignal) {

    public ProcessRecord {
        Objects.requireNonNull(stopSignal);
    }

    /// The recorded process, if a record lies there. A record that cannot be read counts as none.
    public static Optional<ProcessRecord> read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        try {
            return Optional.of(
                    new ProcessRecord(
                            Long.parseLong(properties.getProperty("pid", "")),
                            Long.parseLong(properties.getProperty("startTicks", "")),
                            Integer.parseInt(properties.getProperty("port", "")),
                            properties.getProperty("stopSignal", "TERM")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Replaces the record in one step.
    public void write(Path file) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(
                next,
                """
                pid=%d
                startTicks=%d
                port=%d
                stopSignal=%s
                """
                        .formatted(pid, startTicks, port, stopSignal));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Whether the recorded process itself, not another with its number, is alive.
    public boolean isAlive() {
        return pid > 0 && OsProcesses.isAlive(pid, startTicks);
    }
}
