package io.onefold.lake.internal.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Puts what there is of a folder's files on disk again and again while they are written, until it
/// is closed: so the disk works beside the processor, and a commit of hundreds of megabytes does
/// not wait for it at the end.
///
/// It promises nothing: every file that a commit names is forced once more before the commit.
final class EarlyForce implements AutoCloseable {

    private static final long PAUSE_MILLIS = 250;

    private final Path folder;
    private final CountDownLatch done = new CountDownLatch(1);

    private EarlyForce(Path folder) {
        this.folder = folder;
    }

    static EarlyForce of(Path folder) {
        EarlyForce force = new EarlyForce(folder);
        Thread.ofPlatform().daemon().name("lake-early-force").start(force::run);
        return force;
    }

    @Override
    public void close() {
        done.countDown();
    }

    private void run() {
        try {
            while (!done.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                for (Path file : files()) {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.force(false);
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(EarlyForce.class.getName())
                    .log(System.Logger.Level.DEBUG, "the commit will force the files", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
