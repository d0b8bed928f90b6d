package io.onefold.ingest.internal.silo;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Runs the streams of one read side by side. The first failure stops the others and is thrown.
public final class Streams {

    private Streams() {}

    /// One stream of a read.
    public interface Stream {

        /// Reads until its rows are done.
        void run() throws SQLException, IOException;

        /// Makes a running [#run] fail soon. Called from another thread, at any moment.
        void stop();
    }

    /// Runs all streams to their end.
    ///
    /// @throws SQLException the first failure of a stream, or IOException or a runtime exception
    ///   alike; the others, which are its consequence, are dropped
    /// @throws InterruptedException if this thread was interrupted; the streams were stopped
    public static void run(List<? extends Stream> streams)
            throws SQLException, IOException, InterruptedException {
        AtomicReference<@Nullable Exception> first = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(streams.size());
        List<Thread> threads = new ArrayList<>();
        for (Stream stream : streams) {
            threads.add(
                    Thread.ofPlatform()
                            .name("onefold-ingest-", threads.size())
                            .daemon()
                            .unstarted(
                                    () -> {
                                        try {
                                            stream.run();
                                        } catch (Exception | OutOfMemoryError e) {
                                            fail(first, e, streams);
                                        } finally {
                                            done.countDown();
                                        }
                                    }));
        }
        threads.forEach(Thread::start);
        try {
            done.await();
        } catch (InterruptedException e) {
            streams.forEach(Stream::stop);
            throw e;
        }
        switch (first.get()) {
            case null -> {}
            case SQLException e -> throw e;
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Exception e -> throw new IllegalStateException(e);
        }
    }

    private static void fail(
            AtomicReference<@Nullable Exception> first,
            Throwable failure,
            List<? extends Stream> all) {
        Exception shown =
                failure instanceof Exception exception
                        ? exception
                        : new IllegalStateException("not enough memory to read", failure);
        if (first.compareAndSet(null, shown)) {
            all.forEach(Stream::stop);
        }
    }
}
