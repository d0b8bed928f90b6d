package io.onefold.ingest.internal.classify;

import io.onefold.lake.DuckSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What identifies a row: its key, and the watermark that orders the versions of a key, if there is
/// one. In the plan's own tables they are `k0`, `k1` … and `o`.
///
/// @param columns the key columns
/// @param order the watermark column
public record Keys(List<String> columns, @Nullable String order) {

    public Keys {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table has a key");
        }
    }

    /// `k0, k1`
    String key() {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "k" + i)
                .collect(Collectors.joining(", "));
    }

    /// `k0, k1, o`
    String identity() {
        return order == null ? key() : key() + ", o";
    }

    /// `"account_id" AS k0, "modified_at" AS o` out of a relation with the lake's column names.
    String selected() {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            items.add(DuckSql.name(columns.get(i)) + " AS k" + i);
        }
        if (order != null) {
            items.add(DuckSql.name(order) + " AS o");
        }
        return String.join(", ", items);
    }

    /// `"account_id", "region"`
    String names() {
        return columns.stream().map(DuckSql::name).collect(Collectors.joining(", "));
    }

    /// The condition that two of the plan's tables agree in the key.
    String sameKey(String left, String right) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> left + ".k" + i + " = " + right + ".k" + i)
                .collect(Collectors.joining(" AND "));
    }

    /// The condition that two of the plan's tables agree in key and order.
    String sameIdentity(String left, String right) {
        return order == null
                ? sameKey(left, right)
                : sameKey(left, right) + " AND " + left + ".o IS NOT DISTINCT FROM " + right + ".o";
    }

    /// The condition that a relation with the lake's column names agrees in the key with a table of
    /// the plan.
    String sameNamedKey(String named, String planned) {
        return IntStream.range(0, columns.size())
                .mapToObj(
                        i ->
                                named
                                        + "."
                                        + DuckSql.name(columns.get(i))
                                        + " = "
                                        + planned
                                        + ".k"
                                        + i)
                .collect(Collectors.joining(" AND "));
    }

    /// The same with the order.
    String sameNamedIdentity(String named, String planned) {
        return order == null
                ? sameNamedKey(named, planned)
                : sameNamedKey(named, planned)
                        + " AND "
                        + named
                        + "."
                        + DuckSql.name(Objects.requireNonNull(order))
                        + " IS NOT DISTINCT FROM "
                        + planned
                        + ".o";
    }
}
