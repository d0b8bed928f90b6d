package io.onefold.fraud;

import java.util.Locale;

/// A kind of thing that payments share, and that lists and patterns speak of.
public enum EntityKind {
    USER,
    MERCHANT,
    DEVICE,
    IP,
    METHOD,
    EMAIL,
    PHONE,
    ACCOUNT,
    SSN;

    /// As lists and patterns spell it, for example `device`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
