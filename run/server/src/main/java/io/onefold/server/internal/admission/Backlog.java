package io.onefold.server.internal.admission;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Whether one more decision can still be made in time. A server that was busy before knows how
/// many it makes in a time: no more come in than it makes in half a deadline (Little's law). Once
/// decisions take a quarter of the deadline, no more than it makes right now in that time. So a
/// server that is asked too much goes on at its full rate, and nobody waits for an answer that
/// comes too late. A crowd that comes to a server that was never busy is let in whole. Safe for
/// many threads.
final class Backlog {

    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int SHARE = 4;
    private static final int LEAST = 32;
    private static final int BUSY = 64;
    private static final double NEWS = 0.2;

    private final long patienceNanos;
    private final LongSupplier nanos;
    private final AtomicLong windowBegan;
    private final AtomicInteger doneInWindow = new AtomicInteger();
    private volatile double perNano;
    private volatile double perNanoBusy;
    private volatile long lastTook;

    /// @param nanos a clock that only ever runs forward
    Backlog(Duration deadline, LongSupplier nanos) {
        this.patienceNanos = deadline.toNanos() / SHARE;
        this.nanos = nanos;
        this.windowBegan = new AtomicLong(nanos.getAsLong());
    }

    /// @param underWay decisions that are under way, this one not counted
    boolean hasRoom(int underWay) {
        if (underWay < LEAST) {
            return true;
        }
        double busy = perNanoBusy;
        return (busy == 0 || underWay < 2 * busy * patienceNanos)
                && (lastTook < patienceNanos || underWay < perNano * patienceNanos);
    }

    /// A decision was made.
    ///
    /// @param tookNanos from its request to its answer
    /// @param underWay decisions that are under way
    void done(long tookNanos, int underWay) {
        lastTook = tookNanos;
        int done = doneInWindow.incrementAndGet();
        long now = nanos.getAsLong();
        long began = windowBegan.get();
        long window = now - began;
        if (window < WINDOW_NANOS || !windowBegan.compareAndSet(began, now)) {
            return;
        }
        doneInWindow.addAndGet(-done);
        if (window < 2 * WINDOW_NANOS) {
            double rate = (double) done / window;
            perNano = rate;
            if (underWay >= BUSY) {
                double before = perNanoBusy;
                perNanoBusy = before == 0 ? rate : before + NEWS * (rate - before);
            }
        }
    }
}
