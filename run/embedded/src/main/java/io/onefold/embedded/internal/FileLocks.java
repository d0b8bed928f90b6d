package io.onefold.embedded.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Locks between processes, by locked files; the kernel opens them when a process ends, however it
/// ends.
///
/// Such a lock belongs to the whole process and is lost when any channel to its file is closed, so
/// one process holds each file once and counts its own users. That count is the only state of this
/// package that outlives an object.
public final class FileLocks {

    private static final Map<Path, Shared> SHARED = new HashMap<>();
    private static final Map<Path, Semaphore> INSIDE = new HashMap<>();
    private static final Duration POLL = Duration.ofMillis(25);

    private FileLocks() {}

    /// An exclusive lock; closing it opens it.
    public static final class Exclusive implements AutoCloseable {
        private final FileChannel channel;
        private final @Nullable Semaphore inside;

        private Exclusive(FileChannel channel, @Nullable Semaphore inside) {
            this.channel = channel;
            this.inside = inside;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new OnefoldException(
                        ErrorCode.INTERNAL, "a lock could not be opened: " + e.getMessage(), e);
            } finally {
                if (inside != null) {
                    inside.release();
                }
            }
        }
    }

    private static final class Shared {
        private final FileChannel channel;
        private final FileLock lock;
        private int users;

        private Shared(FileChannel channel, FileLock lock) {
            this.channel = channel;
            this.lock = lock;
        }
    }

    /// Waits for an exclusive lock, among threads and among processes.
    ///
    /// @param what for the message, for example `part postgres`
    /// @throws OnefoldException (UNAVAILABLE) when the time is over
    public static Exclusive lock(Path file, String what, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        do {
            Optional<Exclusive> lock = tryLock(file);
            if (lock.isPresent()) {
                return lock.get();
            }
            LockSupport.parkNanos(POLL.toNanos());
        } while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted());
        throw new OnefoldException(
                ErrorCode.UNAVAILABLE,
                what
                        + " has been started or stopped by another onefold command for more than "
                        + patience.toSeconds()
                        + " s; wait for that command, or end it, then try again");
    }

    /// An exclusive lock, if nobody else holds it now.
    public static Optional<Exclusive> tryLock(Path file) throws IOException {
        Semaphore inside;
        synchronized (INSIDE) {
            inside = INSIDE.computeIfAbsent(file, path -> new Semaphore(1, true));
        }
        if (!acquire(inside)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        try {
            channel = open(file);
            if (channel.tryLock() != null) {
                return Optional.of(new Exclusive(channel, inside));
            }
        } catch (IOException | RuntimeException e) {
            closeAll(channel, inside);
            throw e;
        }
        closeAll(channel, inside);
        return Optional.empty();
    }

    private static boolean acquire(Semaphore inside) {
        try {
            return inside.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void closeAll(@Nullable FileChannel channel, Semaphore inside)
            throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            inside.release();
        }
    }

    /// Becomes one more holder of a shared lock. Waits while somebody holds it exclusively.
    public static void share(Path file) throws IOException {
        synchronized (SHARED) {
            Shared shared = SHARED.get(file);
            if (shared == null) {
                FileChannel channel = open(file);
                shared = new Shared(channel, channel.lock(0, Long.MAX_VALUE, true));
                SHARED.put(file, shared);
            }
            shared.users++;
        }
    }

    /// Stops being a holder of a shared lock.
    ///
    /// @return an exclusive lock if no other holder is left, in this process or another
    public static Optional<Exclusive> unshare(Path file) throws IOException {
        synchronized (SHARED) {
            Shared shared = SHARED.get(file);
            if (shared == null) {
                throw new IllegalStateException(file + " is not shared by this process");
            }
            shared.users--;
            if (shared.users > 0) {
                return Optional.empty();
            }
            SHARED.remove(file);
            shared.lock.release();
            FileLock alone = shared.channel.tryLock();
            if (alone == null) {
                shared.channel.close();
                return Optional.empty();
            }
            return Optional.of(new Exclusive(shared.channel, null));
        }
    }

    /// An exclusive lock, if the file has no holder at all.
    public static Optional<Exclusive> ifUnshared(Path file) throws IOException {
        synchronized (SHARED) {
            if (SHARED.containsKey(file)) {
                return Optional.empty();
            }
            FileChannel channel = open(file);
            FileLock alone = channel.tryLock();
            if (alone == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new Exclusive(channel, null));
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
