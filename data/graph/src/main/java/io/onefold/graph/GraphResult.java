package io.onefold.graph;

import io.onefold.catalog.GraphRun;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a load did.
///
/// @param runId the load's id in `control.graph_run`
/// @param graph the graph's name
/// @param mode how it was loaded
/// @param status how it ended
/// @param items its labels, then its relationship types, in the order of loading
/// @param script the Cypher script it wrote; null: none
/// @param failure why it failed; null if it succeeded
public record GraphResult(
        UUID runId,
        String graph,
        GraphRun.Mode mode,
        Status status,
        List<ItemResult> items,
        @Nullable Path script,
        @Nullable OnefoldException failure) {

    public GraphResult {
        Objects.requireNonNull(runId);
        Objects.requireNonNull(graph);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(status);
        items = List.copyOf(items);
    }

    /// Itself, if the load succeeded.
    ///
    /// @throws OnefoldException naming every item that failed; its exit code is 3
    public GraphResult requireSucceeded() {
        if (failure != null) {
            throw failure;
        }
        if (status != Status.SUCCEEDED) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "load " + runId + " of graph '" + graph + "' was " + status.wireName());
        }
        return this;
    }

    /// The result of an item by its name.
    public Optional<ItemResult> item(String name) {
        return items.stream().filter(i -> i.item().equals(name)).findFirst();
    }

    /// Nodes and relationships that were made, changed or removed.
    public long changes() {
        return items.stream().mapToLong(i -> i.created() + i.updated() + i.deleted()).sum();
    }
}
