package io.onefold.scoring.feature;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Something that happened around payments.
///
/// @param type what happened
/// @param user whose account; null for a merchant's
/// @param merchant whose; null when none is named
/// @param at event time
public record AccountEvent(
        AccountEventType type, @Nullable String user, @Nullable String merchant, Instant at) {

    public AccountEvent {
        Objects.requireNonNull(type);
        Objects.requireNonNull(at);
        if (user == null && merchant == null) {
            throw new IllegalArgumentException(
                    "an account event names neither user nor merchant; expected one of them");
        }
    }
}
