package io.onefold.catalog;

import java.util.Locale;

/// What happens when a silo's table has other columns than the last time.
public enum Drift {
    /// The table's run fails and names the difference.
    FAIL,
    /// New columns are added to the lake; columns that are gone stay, null from then on.
    ADD,
    /// New columns are not read; the run says so.
    IGNORE;

    /// As manifests spell it, for example `fail`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
