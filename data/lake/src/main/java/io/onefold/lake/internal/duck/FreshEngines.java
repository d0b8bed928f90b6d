package io.onefold.lake.internal.duck;

import io.onefold.model.OnefoldException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The engines of one lake's readers. Each serves one reader, as its configuration is locked for
/// good before the query runs. Starting and stopping one takes longer than reading a small table,
/// so both are done beside: one used engine is stopped and one new one waits, from the second
/// reader on. Safe for many threads.
public final class FreshEngines implements AutoCloseable {

    private final Path spillRoot;
    private final int memoryMegabytes;
    private final int threads;
    private final ExecutorService beside =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("lake-reader-engines").factory());

    /// One used instance at most waits to be stopped, as it may hold memory until then.
    private final Semaphore stopping = new Semaphore(1);

    private @Nullable Instance waiting;
    private boolean servedBefore;
    private boolean closed;

    /// @param spillRoot the folder under which each instance makes its own spill folder
    public FreshEngines(Path spillRoot, int memoryMegabytes, int threads) {
        this.spillRoot = spillRoot;
        this.memoryMegabytes = memoryMegabytes;
        this.threads = threads;
    }

    /// An engine for one thread that nobody used before; it ends when it is closed.
    public Engine take() {
        Instance ready = takeWaiting();
        return new Engine(ready == null ? open() : ready, this::stop);
    }

    private Instance open() {
        return Instance.open(spillRoot, memoryMegabytes, threads);
    }

    private synchronized @Nullable Instance takeWaiting() {
        Instance ready = waiting;
        waiting = null;
        return ready;
    }

    private void stop(Instance used) {
        if (!stopping.tryAcquire()) {
            used.close();
            return;
        }
        try {
            beside.execute(() -> attempt(used));
        } catch (RejectedExecutionException e) {
            stopping.release();
            used.close();
        }
    }

    /// Failing here is no matter: who takes the next engine is told why.
    private void attempt(Instance used) {
        try {
            stopAndPrepare(used);
        } catch (OnefoldException e) {
            System.getLogger(FreshEngines.class.getName())
                    .log(System.Logger.Level.DEBUG, "no engine waits for the next reader", e);
        }
    }

    private void stopAndPrepare(Instance used) {
        try {
            used.close();
        } finally {
            stopping.release();
        }
        if (isWanted()) {
            Instance next = open();
            if (!keep(next)) {
                next.close();
            }
        }
    }

    /// Whether another reader is likely: a command that reads once does without a second engine.
    private synchronized boolean isWanted() {
        boolean likely = servedBefore;
        servedBefore = true;
        return likely && !closed && waiting == null;
    }

    private synchronized boolean keep(Instance next) {
        if (closed || waiting != null) {
            return false;
        }
        waiting = next;
        return true;
    }

    /// Stops the engine that waits, and those that were given back; one in use is stopped when it
    /// is given back.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        beside.close();
        Instance ready = takeWaiting();
        if (ready != null) {
            ready.close();
        }
    }
}
