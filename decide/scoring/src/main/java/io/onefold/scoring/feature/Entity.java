package io.onefold.scoring.feature;

import java.util.Locale;

/// What a payment belongs to, and what its history is kept by.
public enum Entity {
    USER,
    PAYMENT_METHOD,
    DEVICE,
    IP,
    MERCHANT,
    /// Where it was paid; kept as a trait of the user's payments only.
    COUNTRY,
    /// The place it was paid from, as the request names it; a trait of the user's payments only.
    LOCATION;

    static final int COUNT = values().length;

    /// As names of features spell it, for example `payment_method`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
