package io.onefold.graph.internal.plan;

import io.onefold.lake.DuckSql;
import io.onefold.model.Column;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A dataset as the load reads it: pinned to a snapshot, its columns clear, with the loader's masks
/// beside them.
///
/// @param dataset its name
/// @param sql what stands after FROM
/// @param snapshotId the snapshot it is pinned to
/// @param columns its columns
/// @param key the columns that identify a row, as its source declares them; empty: unknown
/// @param tags column to tags, for columns that have some
/// @param masked column to the expression that the loader may see of it, for columns it may not see
///   clear
/// @param zone the zone of times that carry none; null: none was declared
public record Relation(
        DatasetName dataset,
        String sql,
        long snapshotId,
        List<Column> columns,
        Set<String> key,
        Map<String, Set<String>> tags,
        Map<String, String> masked,
        @Nullable ZoneId zone) {

    public Relation {
        Objects.requireNonNull(dataset);
        Objects.requireNonNull(sql);
        columns = List.copyOf(columns);
        key = Set.copyOf(key);
        tags = Map.copyOf(tags);
        masked = Map.copyOf(masked);
    }

    /// A column by its name.
    ///
    /// @param use what it is wanted for, for example `key of label Account`
    /// @throws OnefoldException (UNPROCESSABLE) naming the columns there are
    Column column(String name, String use) {
        return columns.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.UNPROCESSABLE,
                                        "dataset "
                                                + dataset
                                                + " has no column '"
                                                + name
                                                + "' ("
                                                + use
                                                + "); it has "
                                                + columns.stream().map(Column::name).toList()
                                                + "; correct the graph manifest and apply it"));
    }

    /// The clear value of a column, for keys and joins only.
    String clear(Column column) {
        return DuckSql.name(column.name());
    }

    /// What the loader may see of a column.
    String visible(Column column) {
        String expression = masked.get(column.name());
        return expression == null ? clear(column) : expression;
    }

    boolean isMasked(Column column) {
        return masked.containsKey(column.name());
    }

    Set<String> tagsOf(Column column) {
        return tags.getOrDefault(column.name(), Set.of());
    }
}
