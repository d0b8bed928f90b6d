package io.onefold.fraud.port;

import java.time.Instant;
import java.util.Objects;

/// A decision as the store kept it.
///
/// @param id the store's number of it, rising
/// @param createdAt when it was kept
/// @param decision what was kept; its request is empty when the user's key was destroyed, or when
///   the details' retention has passed
public record KeptDecision(long id, Instant createdAt, DecisionRecord decision) {

    public KeptDecision {
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(decision);
    }
}
