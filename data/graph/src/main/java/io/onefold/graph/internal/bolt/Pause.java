package io.onefold.graph.internal.bolt;

import java.time.Duration;

/// How long to wait before an attempt is repeated.
@FunctionalInterface
public interface Pause {

    /// 100 ms, doubling with each attempt.
    Pause DOUBLING = attempt -> Thread.sleep(Duration.ofMillis(100L << (attempt - 1)));

    /// Waits.
    ///
    /// @param attempt the attempt that failed, from 1
    void afterAttempt(int attempt) throws InterruptedException;
}
