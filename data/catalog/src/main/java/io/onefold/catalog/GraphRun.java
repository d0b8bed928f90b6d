package io.onefold.catalog;

import io.onefold.model.run.Status;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One load of a graph, as `control.graph_run` keeps it.
///
/// @param id the run
/// @param graph the graph
/// @param mode how it was loaded
/// @param status how it stands
/// @param startedAt when it began
/// @param endedAt when it ended; null: it has not
/// @param snapshots the lake snapshot of each dataset that was read
/// @param cleared whether the graph was emptied first
/// @param reconciliation what was compared afterwards; null: nothing yet
/// @param error why it failed; null: it did not
public record GraphRun(
        UUID id,
        String graph,
        Mode mode,
        Status status,
        Instant startedAt,
        @Nullable Instant endedAt,
        Map<String, Long> snapshots,
        boolean cleared,
        @Nullable JsonNode reconciliation,
        @Nullable String error) {

    /// How a graph is loaded.
    public enum Mode {
        FULL,
        INCREMENTAL,
        BULK,
        REPLAY;

        /// As stored and shown, for example `full`.
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One table, label or relationship of a load, as `control.graph_table_run` keeps it. Null
    /// counts are unknown.
    ///
    /// @param item what is loaded
    /// @param status how it stands
    /// @param startedAt when it began; null: it has not
    /// @param endedAt when it ended; null: it has not
    /// @param read rows read from the lake
    /// @param created nodes or relationships made
    /// @param updated nodes or relationships changed
    /// @param deleted nodes or relationships taken away
    /// @param unmatched rows of a join without a partner
    /// @param dead rows the graph refused
    /// @param lastBatch the newest batch that was committed
    /// @param error why it failed or was skipped; null: neither
    public record Item(
            String item,
            Status status,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Long read,
            @Nullable Long created,
            @Nullable Long updated,
            @Nullable Long deleted,
            @Nullable Long unmatched,
            @Nullable Long dead,
            @Nullable Integer lastBatch,
            @Nullable String error) {
        public Item {
            Objects.requireNonNull(item);
            Objects.requireNonNull(status);
        }
    }

    /// A row that the graph refused, as `control.graph_dead_letter` keeps it.
    ///
    /// @param runId the load
    /// @param item what was loaded
    /// @param rowKey the row's key, masked where a key column is
    /// @param maskedRow the row under the loader's masks
    /// @param reason what the graph said, without cell values
    /// @param resolvedAt when it was settled; null: it is not
    public record DeadLetter(
            UUID runId,
            String item,
            String rowKey,
            JsonNode maskedRow,
            String reason,
            @Nullable Instant resolvedAt) {
        public DeadLetter {
            Objects.requireNonNull(runId);
            Objects.requireNonNull(item);
            Objects.requireNonNull(rowKey);
            Objects.requireNonNull(maskedRow);
            Objects.requireNonNull(reason);
        }
    }

    /// A written Cypher script, as `control.cypher_script` keeps it.
    ///
    /// @param name the script's name
    /// @param filePath where it lies
    /// @param fileSizeKilobytes its size
    /// @param sha256 its hash, lower-case hex
    /// @param runId the load that wrote it; null: none
    /// @param lastUpdatedAt when it was written
    /// @param lastRunAt when it was last replayed; null: never
    public record Script(
            String name,
            String filePath,
            long fileSizeKilobytes,
            String sha256,
            @Nullable UUID runId,
            Instant lastUpdatedAt,
            @Nullable Instant lastRunAt) {
        public Script {
            Objects.requireNonNull(name);
            Objects.requireNonNull(filePath);
            Objects.requireNonNull(sha256);
            Objects.requireNonNull(lastUpdatedAt);
        }
    }

    public GraphRun {
        Objects.requireNonNull(id);
        Objects.requireNonNull(graph);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(status);
        Objects.requireNonNull(startedAt);
        snapshots = Map.copyOf(snapshots);
    }
}
