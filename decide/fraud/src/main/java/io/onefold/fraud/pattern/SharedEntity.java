package io.onefold.fraud.pattern;

import io.onefold.fraud.EntityKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Something that several missed frauds have in common.
///
/// @param kind what it is
/// @param key its id for users and merchants, else its keyed hash
/// @param frauds how many missed frauds share it
/// @param firstSeen the event time of the first of them
/// @param transactionIds some of them
public record SharedEntity(
        EntityKind kind, String key, long frauds, Instant firstSeen, List<String> transactionIds) {

    public SharedEntity {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(key);
        Objects.requireNonNull(firstSeen);
        transactionIds = List.copyOf(transactionIds);
    }
}
