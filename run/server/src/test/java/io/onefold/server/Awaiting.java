package io.onefold.server;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what goes on behind an answer.
public final class Awaiting {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofMillis(100);

    private Awaiting() {}

    /// Returns once it holds.
    ///
    /// @throws IllegalStateException if it does not within a minute
    public static void until(BooleanSupplier holds) {
        Instant end = Instant.now().plus(LIMIT);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("it does not hold after " + LIMIT);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
