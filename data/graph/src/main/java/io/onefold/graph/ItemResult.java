package io.onefold.graph;

import io.onefold.model.run.Status;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a load did for one label, or one relationship type between two labels.
///
/// @param item the label, or `(From)-[TYPE]->(To)`
/// @param status how it ended
/// @param read rows of the lake: of the datasets for a label, of the join for a relationship
/// @param created nodes or relationships made
/// @param updated nodes or relationships changed
/// @param deleted nodes or relationships removed
/// @param unmatched rows of a join without a partner
/// @param dead rows that the graph could not hold
/// @param expected how many the lake says there are
/// @param found how many the graph counts; -1 if it was not asked
/// @param millis how long it took, from its first row to its last write; without the wait for the
///   reconciliation of all items
/// @param error why it failed or was skipped; null for one that succeeded
public record ItemResult(
        String item,
        Status status,
        long read,
        long created,
        long updated,
        long deleted,
        long unmatched,
        long dead,
        long expected,
        long found,
        long millis,
        @Nullable String error) {

    public ItemResult {
        Objects.requireNonNull(item);
        Objects.requireNonNull(status);
    }

    /// Why it failed or was skipped.
    public Optional<String> errorText() {
        return Optional.ofNullable(error);
    }

    /// Whether anything in the graph changed.
    public boolean changed() {
        return created + updated + deleted > 0;
    }
}
