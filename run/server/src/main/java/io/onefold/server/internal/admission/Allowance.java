package io.onefold.server.internal.admission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A bucket of tokens per client, kept as one number each: the time at which the bucket would be
/// full again (the generic cell rate algorithm, ITU-T I.371).
final class Allowance {

    private static final int CLIENTS_MAX = 10_000;

    private final long nanosPerRequest;
    private final long nanosOfBurst;
    private final LongSupplier nanos;
    private final Map<String, AtomicLong> fullAt = new ConcurrentHashMap<>();

    /// @param nanos a clock that only ever runs forward
    Allowance(int ratePerSecond, int burst, LongSupplier nanos) {
        this.nanosPerRequest = Math.max(1, TimeUnit.SECONDS.toNanos(1) / ratePerSecond);
        this.nanosOfBurst = nanosPerRequest * burst;
        this.nanos = nanos;
    }

    /// Whether a client may send one more request now.
    boolean take(String client) {
        long now = nanos.getAsLong();
        AtomicLong own = fullAt.get(client);
        if (own == null) {
            forgetIdle(now);
            own = fullAt.computeIfAbsent(client, any -> new AtomicLong(now));
        }
        while (true) {
            long full = own.get();
            long next = (full - now > 0 ? full : now) + nanosPerRequest;
            if (next - now > nanosOfBurst) {
                return false;
            }
            if (own.compareAndSet(full, next)) {
                return true;
            }
        }
    }

    /// How many clients are remembered.
    int clients() {
        return fullAt.size();
    }

    /// A client whose bucket is full is as good as unknown.
    private void forgetIdle(long now) {
        if (fullAt.size() >= CLIENTS_MAX) {
            fullAt.values().removeIf(full -> full.get() - now <= 0);
        }
    }
}
