package io.onefold.model;

import java.util.List;
import java.util.Objects;

/// The address of a table in the lake: one or two namespace levels and a name, for example
/// `trusted.profiles_db.accounts` or `features.graph_customer`.
///
/// @param namespace one or two levels, outermost first
/// @param name the table's own name
public record TableName(List<String> namespace, String name) implements Comparable<TableName> {

    public TableName {
        namespace = List.copyOf(namespace);
        Objects.requireNonNull(name);
        if (namespace.isEmpty() || namespace.size() > 2) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "'"
                            + String.join(".", namespace)
                            + "."
                            + name
                            + "' is not a lake table; expected namespace.table or layer.source.table");
        }
    }

    /// Builds an address of its parts, the table's name last.
    public static TableName of(String... parts) {
        List<String> all = List.of(parts);
        return new TableName(all.subList(0, all.size() - 1), all.get(all.size() - 1));
    }

    /// Reads `a.b` or `a.b.c`.
    ///
    /// @throws OnefoldException (INVALID_INPUT) on any other shape
    public static TableName parse(String text) {
        return of(text.split("\\.", -1));
    }

    @Override
    public int compareTo(TableName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return String.join(".", namespace) + "." + name;
    }
}
