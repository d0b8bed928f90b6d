package io.onefold.lake;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// One committed state of a table.
///
/// @param id its id
/// @param parentId the snapshot before it, if any
/// @param committedAt when it was committed
/// @param operation Iceberg's word for it: append, overwrite, replace, delete
/// @param summary Iceberg's counts, the run id and the stage's own state
public record LakeSnapshot(
        long id,
        OptionalLong parentId,
        Instant committedAt,
        String operation,
        Map<String, String> summary) {

    /// The summary key that names the run.
    public static final String RUN_ID = "onefold.run-id";

    /// The summary key that names which of the run's writes this was.
    public static final String ITEM = "onefold.item";

    /// The summary key of the rows that a write brought.
    public static final String ROWS_ADDED = "onefold.rows-added";

    /// The summary key of the rows that a write removed.
    public static final String ROWS_REMOVED = "onefold.rows-removed";

    public LakeSnapshot {
        Objects.requireNonNull(parentId);
        Objects.requireNonNull(committedAt);
        Objects.requireNonNull(operation);
        summary = Map.copyOf(summary);
    }

    /// The run that wrote it, if a run did.
    public Optional<String> runId() {
        return Optional.ofNullable(summary.get(RUN_ID));
    }
}
