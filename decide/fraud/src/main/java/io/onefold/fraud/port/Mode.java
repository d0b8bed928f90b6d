package io.onefold.fraud.port;

import java.util.Locale;

/// How far a version of a rule or policy has come.
public enum Mode {
    /// Written, not yet evaluated.
    DRAFT,
    /// Evaluated off the path; alters no answer.
    SHADOW,
    ACTIVE,
    RETIRED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
