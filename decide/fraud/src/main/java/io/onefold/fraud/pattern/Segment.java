package io.onefold.fraud.pattern;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A part of all payments in which missed frauds gather.
///
/// @param condition as rules write it, for example `user_count_1h >= 3.0`
/// @param frauds missed frauds inside
/// @param payments payments inside, of all of the period
/// @param lift how many times as often a missed fraud lies inside as any payment does
/// @param firstSeen the event time of the first missed fraud inside
/// @param rule the body of a draft that fires there; null where the language cannot say it
public record Segment(
        String condition,
        long frauds,
        long payments,
        double lift,
        Instant firstSeen,
        @Nullable String rule) {

    public Segment {
        Objects.requireNonNull(condition);
        Objects.requireNonNull(firstSeen);
    }
}
