package io.onefold.lake.internal.iceberg;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/// An executor that runs each task at once in the thread that hands it over. Iceberg gives the few
/// small reads and writes of a commit or a plan to a pool and looks every 10 ms whether they are
/// done, which is longer than they take.
public final class CallerThread extends AbstractExecutorService {

    public static final CallerThread EXECUTOR = new CallerThread();

    private CallerThread() {}

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    /// Does nothing: there is no thread to stop.
    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
