package io.onefold.ingest.internal.silo;

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
        void run() throws Exception;

        /// Makes a running [#run] fail soon. Called from another thread, at any moment.
        void stop();
    }

    /// Runs all streams to their end.
    ///
    /// @throws Exception the first failure of a stream; the others, which are its consequence, are
    ///   dropped
    public static void run(List<? extends Stream> streams) throws Exception {
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
        Exception failure = first.get();
        if (failure != null) {
            throw failure;
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
