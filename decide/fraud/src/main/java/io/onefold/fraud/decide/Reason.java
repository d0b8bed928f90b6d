package io.onefold.fraud.decide;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Why a payment was not approved.
///
/// @param code a stable name, for example `VELOCITY_24H`
/// @param text as a customer may be told (12 CFR 1002.9)
/// @param contribution what it adds to the log-odds; null: a rule gives it
public record Reason(String code, String text, @Nullable Double contribution) {

    public Reason {
        Objects.requireNonNull(code);
        Objects.requireNonNull(text);
    }
}
