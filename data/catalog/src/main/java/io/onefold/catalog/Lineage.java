package io.onefold.catalog;

import io.onefold.catalog.internal.registry.TagRules;
import io.onefold.model.TableName;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Of which columns the columns of a derived table are made. Tags follow it.
///
/// @param origins derived column to the columns it may be made of
public record Lineage(Map<String, Set<Origin>> origins) {

    /// A column of another table.
    ///
    /// @param table the table
    /// @param column its column; `*` for any of them
    public record Origin(TableName table, String column) {
        public Origin {
            Objects.requireNonNull(table);
            Objects.requireNonNull(column);
        }
    }

    public Lineage {
        origins =
                origins.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
    }

    /// Nothing is known but the tables that were read: every column may be made of every column of
    /// them.
    public static Lineage unknown(Collection<String> columns, Collection<TableName> inputs) {
        Set<Origin> any =
                inputs.stream()
                        .map(table -> new Origin(table, TagRules.ANY_COLUMN))
                        .collect(Collectors.toUnmodifiableSet());
        return new Lineage(
                columns.stream()
                        .distinct()
                        .collect(Collectors.toMap(column -> column, column -> any)));
    }
}
