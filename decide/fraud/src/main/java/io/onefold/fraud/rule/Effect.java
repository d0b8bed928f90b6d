package io.onefold.fraud.rule;

import io.onefold.fraud.RiskLevel;
import java.time.Instant;

/// What a rule does when it fires.
public sealed interface Effect {

    /// The level becomes at least this one.
    record RaiseTo(RiskLevel level) implements Effect {}

    /// The answer carries a flag.
    record Flag(String name) implements Effect {}

    /// As if the payer stood on the block list: the level becomes CRITICAL.
    record Block() implements Effect {}

    /// As if the payer stood on the allow list: the action becomes no milder than REVIEW.
    ///
    /// @param until when the effect ends
    record Allow(Instant until) implements Effect {}
}
