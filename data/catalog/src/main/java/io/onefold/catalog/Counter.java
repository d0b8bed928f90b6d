package io.onefold.catalog;

import java.util.Locale;

/// What an item of a run counts, in rows unless said otherwise. A counter that was never set is
/// unknown, not zero.
public enum Counter {
    /// Rows the silo gave.
    READ,
    /// Of those, rows already in raw.
    UNCHANGED,
    /// Of those, identical repetitions within the batch.
    DUPLICATES,
    /// Of those, versions that a later one of the same key replaced.
    SUPERSEDED,
    /// Of those, rows that broke a rule.
    QUARANTINED,
    /// Of those, rows that reached trusted.
    TRUSTED,
    /// Rows committed to the item's table.
    WRITTEN,
    /// Keys gone from the silo; outside the balance.
    DELETED,
    /// Values a contract corrected.
    NORMALISED,
    /// Nodes or relationships made.
    CREATED,
    /// Nodes or relationships changed.
    UPDATED,
    /// Rows of a join without a partner.
    UNMATCHED,
    /// Rows the graph refused.
    DEAD,
    /// Bytes written, compressed.
    BYTES;

    /// As stored and shown, for example `read`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
