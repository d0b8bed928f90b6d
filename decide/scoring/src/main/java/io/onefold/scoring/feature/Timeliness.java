package io.onefold.scoring.feature;

/// How a payment's event time stands to the newest one that the state holds.
public enum Timeliness {
    ON_TIME,
    /// Older than the lateness bound: scored at its own time from what is retained.
    LATE,
    /// Older than what is retained: scored, and not kept.
    TOO_LATE
}
