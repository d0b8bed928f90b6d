package io.onefold.graph.internal.bolt;

import java.util.Objects;

/// A row that the graph refused, and why.
///
/// @param row the row
/// @param reason the server's status codes; its message may hold values and is left out
public record DeadRow(Row row, String reason) {
    public DeadRow {
        Objects.requireNonNull(row);
        Objects.requireNonNull(reason);
    }
}
