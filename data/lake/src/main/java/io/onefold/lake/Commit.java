package io.onefold.lake;

import java.util.Objects;
import java.util.OptionalLong;

/// What publishing a write did.
///
/// @param snapshotId the table's snapshot that holds the write; empty only for a table that has
///   none
/// @param rowsAdded rows of the write that are in the table now
/// @param rowsRemoved rows that left the table
/// @param filesAdded data files added, rewritten ones too
/// @param outcome what happened
public record Commit(
        OptionalLong snapshotId,
        long rowsAdded,
        long rowsRemoved,
        int filesAdded,
        Outcome outcome) {

    /// What publishing a write came to.
    public enum Outcome {
        /// A new snapshot.
        COMMITTED,
        /// No row changed, no snapshot was made.
        UNCHANGED,
        /// The run had already committed this write; the figures are those of that commit.
        ALREADY_DONE,
        /// The write brought another number of rows than expected, which `rowsAdded` tells; nothing
        /// was committed.
        UNEXPECTED
    }

    public Commit {
        Objects.requireNonNull(snapshotId);
        Objects.requireNonNull(outcome);
    }

    /// Whether this call changed the table.
    public boolean changed() {
        return outcome == Outcome.COMMITTED;
    }
}
