package io.onefold.embedded.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/// All parts of one folder, as they stand, whoever started them.
///
/// @param folder the folder of the parts
public record PartsFolder(Path folder) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /// One part as it stands.
    ///
    /// @param name the part
    /// @param record its process; empty if it does not run
    /// @param holders the processes that lease it
    public record Standing(String name, Optional<ProcessRecord> record, List<Long> holders) {
        public Standing {
            holders = List.copyOf(holders);
        }
    }

    /// The parts that were ever started here, by name.
    public List<Standing> standings() {
        List<Standing> standings = new ArrayList<>();
        try {
            for (PartFolder part : parts()) {
                standings.add(
                        new Standing(
                                part.root().getFileName().toString(),
                                ProcessRecord.read(part.record()).filter(ProcessRecord::isAlive),
                                LeaseHolders.of(part)));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return standings;
    }

    /// Ends every process that leases a part, then the parts.
    ///
    /// @return the processes that were ended, without the parts
    public Set<Long> stop() {
        Set<Long> ended = new TreeSet<>();
        try {
            for (PartFolder part : parts()) {
                for (long holder : LeaseHolders.of(part)) {
                    Optional<Long> started = OsProcesses.startTicks(holder);
                    if (holder != ProcessHandle.current().pid() && started.isPresent()) {
                        OsProcesses.end(holder, started.get(), "TERM", PATIENCE);
                        ended.add(holder);
                    }
                }
            }
            for (PartFolder part : parts()) {
                stop(part);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return ended;
    }

    /// Stops a part once nobody leases it any more. A holder that is just ending, or the watchdog,
    /// may still have the lease for a moment.
    private static void stop(PartFolder part) throws IOException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!stopUnleased(part) && System.nanoTime() < deadlineNanos) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static boolean stopUnleased(PartFolder part) throws IOException {
        try (FileLocks.Exclusive _ =
                FileLocks.lock(part.changeLock(), part.root().getFileName().toString(), PATIENCE)) {
            Optional<FileLocks.Exclusive> alone = FileLocks.ifUnshared(part.leaseLock());
            if (alone.isPresent()) {
                try (FileLocks.Exclusive _ = alone.get()) {
                    PartRunner.stop(part);
                }
            }
            return alone.isPresent();
        }
    }

    private List<PartFolder> parts() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<PartFolder> parts = new ArrayList<>();
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(folder.toRealPath(), Files::isDirectory)) {
            folders.forEach(root -> parts.add(new PartFolder(root)));
        }
        parts.sort((a, b) -> a.root().compareTo(b.root()));
        return parts;
    }

    private OnefoldException unreadable(IOException e) {
        return new OnefoldException(
                ErrorCode.INVALID_SETUP,
                "the folder "
                        + folder
                        + " cannot be read ("
                        + Failures.reason(e)
                        + "); expected this user's own; give this user the folder, or set ONEFOLD_VAR",
                e);
    }
}
