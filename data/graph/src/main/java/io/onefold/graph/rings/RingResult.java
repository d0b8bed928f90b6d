package io.onefold.graph.rings;

import java.time.Instant;
import java.util.Objects;

/// What a computation of rings and features came to.
///
/// @param asOf the moment it speaks of
/// @param customers customers whose features were written; 0 if none were
/// @param rings components of at least two customers
/// @param changes rings created, merged, split, retired, restored or moved since the last
///   computation
/// @param written whether tables were written; false when nothing they are made of had changed
public record RingResult(Instant asOf, long customers, long rings, long changes, boolean written) {

    public RingResult {
        Objects.requireNonNull(asOf);
    }
}
