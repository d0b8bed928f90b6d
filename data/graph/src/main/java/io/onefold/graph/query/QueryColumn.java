package io.onefold.graph.query;

import io.onefold.model.DataType;
import java.util.Objects;

/// A column of a query's answer.
///
/// @param name its name
/// @param type its type; decimals have the scale that is shown
/// @param of the dataset's column it is made of, whose masks apply to it
public record QueryColumn(String name, DataType type, DatasetColumn of) {

    public QueryColumn {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(of);
    }
}
