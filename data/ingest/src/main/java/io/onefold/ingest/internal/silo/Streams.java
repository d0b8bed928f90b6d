package io.onefold.ingest.internal.silo;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
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
    /// @param what they read, for messages
    /// @throws SQLException the first failure of a stream, or IOException or a runtime exception
    ///   alike; the others, which are its consequence, are dropped
    /// @throws OnefoldException (RUN_FAILED) if this thread was interrupted; the streams were
    ///   stopped
    public static void run(List<? extends Stream> streams, String what)
            throws SQLException, IOException {
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
            Thread.currentThread().interrupt();
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "reading " + what + " was interrupted; nothing was committed",
                    e);
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
