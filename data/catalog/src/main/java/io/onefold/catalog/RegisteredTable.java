package io.onefold.catalog;

import io.onefold.model.DatasetName;
import io.onefold.model.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A table of the lake as the catalog knows it.
///
/// @param table its address
/// @param dataset the dataset whose raw, trusted or quarantine table it is; null: none
/// @param columns its columns, in order
/// @param snapshotId its newest snapshot; null: none yet
/// @param committedAt when that was committed; null: none yet
/// @param runId the run that committed it; null: not known
/// @param rows how many rows it holds; null: not known
public record RegisteredTable(
        TableName table,
        @Nullable DatasetName dataset,
        List<RegisteredColumn> columns,
        @Nullable Long snapshotId,
        @Nullable Instant committedAt,
        @Nullable UUID runId,
        @Nullable Long rows) {

    /// A column of a table.
    ///
    /// @param name its name
    /// @param type its type, as the lake spells it
    /// @param required whether null is refused
    /// @param tags what it holds
    public record RegisteredColumn(String name, String type, boolean required, Set<String> tags) {
        public RegisteredColumn {
            Objects.requireNonNull(name);
            Objects.requireNonNull(type);
            tags = Set.copyOf(tags);
        }
    }

    public RegisteredTable {
        Objects.requireNonNull(table);
        columns = List.copyOf(columns);
    }
}
