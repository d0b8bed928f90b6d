package io.onefold.ingest.internal.landing;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder that holds one table's rows of one run between the silo and the lake. It is gone when
/// it is closed; what a killed process left is removed when the next one opens a folder beside it.
///
/// A lock file next to the folder is held as long as its process lives, so that the folder of
/// another live run is never taken for a dead one's.
public final class LandingFolder implements AutoCloseable {

    private static final String LOCK = ".lock";
    private static final int ATTEMPTS = 100;
    private static final Duration PAUSE = Duration.ofMillis(50);

    /// The lock files that this process holds, guarded by itself. None of them is opened a second
    /// time: POSIX lets a process's lock go when it closes any channel of the file.
    private static final Set<Path> HELD = new HashSet<>();

    private final Path folder;
    private final Path lockFile;
    private final FileChannel lock;

    private LandingFolder(Path folder, Path lockFile, FileChannel lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /// Makes a fresh folder below a root, and removes what dead runs left there.
    ///
    /// @param root the folder of all landing folders
    /// @param name the folder's name, different for each run and table
    /// @throws OnefoldException (CONFLICT) if a live process works in a folder of this name
    public static LandingFolder open(Path root, String name) {
        try {
            Files.createDirectories(root);
            Path real = root.toRealPath();
            Path lockFile = real.resolve(name + LOCK);
            FileChannel lock = hold(real, lockFile);
            if (lock == null) {
                throw new OnefoldException(
                        ErrorCode.CONFLICT,
                        "'"
                                + name
                                + "' is being ingested by another process (it holds "
                                + lockFile
                                + "); wait until it ends");
            }
            Path folder = real.resolve(name);
            delete(folder);
            Files.createDirectory(folder);
            return new LandingFolder(folder, lockFile, lock);
        } catch (IOException e) {
            throw LandingFailure.of("the landing folder", root, e);
        }
    }

    /// A file in the folder.
    public Path file(String name) {
        return folder.resolve(name);
    }

    /// Where the folder is, for messages.
    public Path path() {
        return folder;
    }

    /// Removes the folder.
    @Override
    public void close() {
        try {
            delete(folder);
        } catch (IOException e) {
            throw LandingFailure.of("the landing folder", folder, e);
        } finally {
            release();
        }
    }

    private void release() {
        synchronized (HELD) {
            HELD.remove(lockFile);
            try (lock) {
                Files.deleteIfExists(lockFile);
            } catch (IOException e) {
                throw LandingFailure.of("the landing folder", folder, e);
            }
        }
    }

    /// Takes the lock of a folder, after dead ones were removed. Another process may hold it for a
    /// moment because it takes the folder for a dead one; that is waited for.
    private static @Nullable FileChannel hold(Path root, Path lockFile) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            synchronized (HELD) {
                removeDead(root);
                FileChannel lock = HELD.contains(lockFile) ? null : acquire(lockFile);
                if (lock != null) {
                    HELD.add(lockFile);
                    return lock;
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return null;
    }

    private static void removeDead(Path root) throws IOException {
        List<Path> entries;
        try (Stream<Path> list = Files.list(root)) {
            entries = list.toList();
        }
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            Path lockFile = name.endsWith(LOCK) ? entry : entry.resolveSibling(name + LOCK);
            if (HELD.contains(lockFile)) {
                continue;
            }
            try (FileChannel dead = acquire(lockFile)) {
                if (dead != null) {
                    Path folder =
                            root.resolve(
                                    name.endsWith(LOCK)
                                            ? name.substring(0, name.length() - LOCK.length())
                                            : name);
                    delete(folder);
                    Files.deleteIfExists(lockFile);
                }
            }
        }
    }

    /// Takes a lock file, if no live process holds it. The file may vanish between opening and
    /// locking it, when another process cleans up: then it is made again.
    private static @Nullable FileChannel acquire(Path lockFile) throws IOException {
        while (true) {
            FileChannel channel =
                    FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held;
            try {
                held = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                held = null;
            }
            if (held == null) {
                channel.close();
                return null;
            }
            if (Files.exists(lockFile)) {
                return channel;
            }
            channel.close();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path each, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.deleteIfExists(each);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /// A failure to write files of this folder, in an operator's words.
    public OnefoldException failure(IOException cause) {
        return LandingFailure.of("landing files", folder, cause);
    }
}
