package io.onefold.server.internal.admission;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Whether one more decision can still be made in time. As long as decisions take less than a
/// quarter of the deadline, it can; after that only as many may be under way as are done in that
/// time (Little's law), so that a server asked too much goes on at its full rate and nobody waits
/// for an answer that comes too late. A crowd that comes all at once is let in whole: what it takes
/// is not known before. Safe for many threads.
final class Backlog {

    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int SHARE = 4;
    private static final int LEAST = 32;

    private final long patienceNanos;
    private final LongSupplier nanos;
    private final AtomicLong windowBegan;
    private final AtomicInteger doneInWindow = new AtomicInteger();
    private volatile double perNano;
    private volatile long lastTook;

    /// @param nanos a clock that only ever runs forward
    Backlog(Duration deadline, LongSupplier nanos) {
        this.patienceNanos = deadline.toNanos() / SHARE;
        this.nanos = nanos;
        this.windowBegan = new AtomicLong(nanos.getAsLong());
    }

    /// @param underWay decisions that are under way, this one not counted
    boolean hasRoom(int underWay) {
        return lastTook < patienceNanos || underWay < Math.max(LEAST, perNano * patienceNanos);
    }

    /// A decision was made.
    ///
    /// @param tookNanos from its request to its answer
    void done(long tookNanos) {
        lastTook = tookNanos;
        int done = doneInWindow.incrementAndGet();
        long now = nanos.getAsLong();
        long began = windowBegan.get();
        if (now - began >= WINDOW_NANOS && windowBegan.compareAndSet(began, now)) {
            perNano = (double) done / (now - began);
            doneInWindow.addAndGet(-done);
        }
    }
}
