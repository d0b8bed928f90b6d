package io.onefold.model.run;

import java.util.Locale;

/// The status of a run, or of an item of it. Only an item can be skipped.
public enum Status {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    SKIPPED;

    /// As stored and shown, for example `succeeded`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
