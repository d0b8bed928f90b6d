package io.onefold.model;

import java.util.Locale;

/// A namespace of the lake through which every dataset of a silo travels.
public enum Layer {
    /// Append-only history of what the silo said.
    RAW,
    /// The latest valid version of each row.
    TRUSTED,
    /// Rows that broke a rule, with all their reasons.
    QUARANTINE;

    /// The first level of the lake address, for example `trusted`.
    public String namespace() {
        return name().toLowerCase(Locale.ROOT);
    }
}
