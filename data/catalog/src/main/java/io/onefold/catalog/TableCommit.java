package io.onefold.catalog;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The newest state of a lake table, told to the catalog by whoever committed it.
///
/// @param snapshotId the snapshot
/// @param committedAt when
/// @param runId the run that did it; null: none
/// @param rows how many rows the table holds; null: not known
public record TableCommit(
        long snapshotId, Instant committedAt, @Nullable UUID runId, @Nullable Long rows) {

    public TableCommit {
        Objects.requireNonNull(committedAt);
    }
}
