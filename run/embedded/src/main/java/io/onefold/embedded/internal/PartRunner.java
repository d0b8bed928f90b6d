package io.onefold.embedded.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/// Brings one part up and down. The caller holds the part's change lock.
public final class PartRunner {

    private static final Duration START_PATIENCE = Duration.ofSeconds(120);
    private static final Duration ADOPT_PATIENCE = Duration.ofSeconds(20);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    private static final Duration STRAY_PATIENCE = Duration.ofSeconds(10);
    private static final Duration PORT_PATIENCE = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int ATTEMPTS = 4;
    private static final long LOG_BYTES_MAX = 10L << 20;

    private final PartFolder folder;
    private final PartServer server;

    public PartRunner(PartFolder folder, PartServer server) {
        this.folder = folder;
        this.server = server;
    }

    /// Adopts the recorded process if it is alive and answers; else ends what is left of it and
    /// starts the server.
    ///
    /// @param configuredPort the port a setting demands
    /// @return the port it listens on
    public int ensureRunning(OptionalInt configuredPort) throws IOException {
        Optional<ProcessRecord> last = ProcessRecord.read(folder.record());
        if (last.isPresent() && isUsable(last.get(), ADOPT_PATIENCE)) {
            return last.get().port();
        }
        endLeftovers(folder);
        last.ifPresent(record -> LoopbackPorts.awaitFree(record.port(), PORT_PATIENCE));
        server.prepare();
        OptionalInt lastPort = lastPort();
        for (int attempt = 1; ; attempt++) {
            int port = LoopbackPorts.choose(server.name(), configuredPort, lastPort);
            long logStart = rotateLog();
            if (start(port)) {
                Files.writeString(folder.port(), port + "\n");
                server.onReady(port);
                return port;
            }
            endLeftovers(folder);
            String words = Commands.lastWords(folder.log(), logStart);
            if (attempt == ATTEMPTS || !server.mayRetry(words)) {
                Files.deleteIfExists(folder.record());
                throw Commands.failure("starting part " + server.name(), folder, words);
            }
            LockSupport.parkNanos(Duration.ofMillis(500L * attempt).toNanos());
        }
    }

    private OptionalInt lastPort() throws IOException {
        if (!Files.exists(folder.port())) {
            return OptionalInt.empty();
        }
        String text = Files.readString(folder.port()).strip();
        return text.matches("[0-9]{1,5}")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    private boolean start(int port) throws IOException {
        server.configure(port);
        new ProcessRecord(0, 0, port, server.stopSignal()).write(folder.record());
        Watchdog.ensure(folder.parts());
        Process process = Commands.startServer(folder, server.command(port));
        long ticks = OsProcesses.startTicks(process.pid()).orElse(0L);
        ProcessRecord record = new ProcessRecord(process.pid(), ticks, port, server.stopSignal());
        record.write(folder.record());
        return isUsable(record, START_PATIENCE);
    }

    private boolean isUsable(ProcessRecord record, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (record.isAlive() && System.nanoTime() < deadline) {
            if (server.isReady(record)) {
                return true;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return false;
    }

    private long rotateLog() throws IOException {
        Path log = folder.log();
        long size = Files.exists(log) ? Files.size(log) : 0;
        if (size < LOG_BYTES_MAX) {
            return size;
        }
        Files.move(log, log.resolveSibling("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        return 0;
    }

    /// Ends the part's process cleanly and forgets it. The caller also holds the lease lock alone.
    public static void stop(PartFolder folder) throws IOException {
        endLeftovers(folder);
        Files.deleteIfExists(folder.record());
    }

    /// Ends the recorded process, and any other that was started for this folder: no record was
    /// kept of it when its starter was killed in between.
    private static void endLeftovers(PartFolder folder) throws IOException {
        Optional<ProcessRecord> record = ProcessRecord.read(folder.record());
        String signal = record.map(ProcessRecord::stopSignal).orElse("TERM");
        if (record.isPresent() && record.get().pid() > 0) {
            OsProcesses.end(record.get().pid(), record.get().startTicks(), signal, STOP_PATIENCE);
        }
        for (long pid : OsProcesses.marked(folder.root())) {
            Optional<Long> ticks = OsProcesses.startTicks(pid);
            if (ticks.isPresent()) {
                OsProcesses.end(pid, ticks.get(), signal, STRAY_PATIENCE);
            }
        }
    }
}
