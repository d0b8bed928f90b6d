package io.onefold.model;

import java.util.Objects;

/// One column of a lake table.
///
/// @param name the column's name, case kept
/// @param type its type
/// @param required whether null is refused
public record Column(String name, DataType type, boolean required) {

    public Column {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
    }

    /// A column that may be null.
    public static Column optional(String name, DataType type) {
        return new Column(name, type, false);
    }

    /// A column that is never null.
    public static Column required(String name, DataType type) {
        return new Column(name, type, true);
    }
}
