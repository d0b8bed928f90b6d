package io.onefold.bench.report;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Watches how much heap is in use, garbage included, every few milliseconds until it is closed.
final class HeapPeak implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final AtomicLong peak = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    /// Begins to watch.
    HeapPeak() {
        look();
        Thread.ofPlatform().name("onefold-bench-heap").daemon().start(this::watch);
    }

    /// The most bytes that were in use so far.
    long bytes() {
        look();
        return peak.get();
    }

    @Override
    public void close() {
        done.set(true);
    }

    private void watch() {
        while (!done.get()) {
            look();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void look() {
        peak.accumulateAndGet(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), Math::max);
    }
}
