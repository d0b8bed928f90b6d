package io.onefold.server.internal.api;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Runs that were started over HTTP and go on after the answer, two at a time. Their outcome is in
/// the run log.
@Component
class BackgroundRuns implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundRuns.class);
    private static final int AT_ONCE = 2;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    private final Semaphore places = new Semaphore(AT_ONCE);

    /// Work that tells its run's id as soon as the run is in the log.
    interface Run extends Consumer<Consumer<UUID>> {}

    /// Starts a run and returns when it is in the log.
    ///
    /// @param what what is run, for the log
    /// @throws OnefoldException as the work does before it begins; (UNAVAILABLE) if two run already
    UUID start(String what, Run run) {
        if (!places.tryAcquire()) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    AT_ONCE
                            + " runs of this server are under way; start this one when one has ended");
        }
        CompletableFuture<UUID> begun = new CompletableFuture<>();
        threads.execute(
                () -> {
                    try {
                        run.accept(begun::complete);
                    } catch (RuntimeException e) {
                        if (!begun.completeExceptionally(e)) {
                            LOG.error("{} ended with a defect", what, e);
                        }
                    } finally {
                        places.release();
                    }
                });
        return await(begun);
    }

    private static UUID await(CompletableFuture<UUID> begun) {
        try {
            return begun.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a run was started", e);
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
