package io.onefold.lake;

import java.time.Instant;
import java.util.Objects;

/// The moment of a table that a read is pinned to.
public sealed interface AsOf {

    /// The current snapshot at the time of the read.
    AsOf LATEST = new Latest();

    /// The current snapshot at the time of the read.
    record Latest() implements AsOf {}

    /// One snapshot by its id.
    record Snapshot(long id) implements AsOf {}

    /// The snapshot that was current at an instant.
    record At(Instant instant) implements AsOf {
        public At {
            Objects.requireNonNull(instant);
        }
    }
}
