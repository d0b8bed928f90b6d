package io.onefold.graph.internal.bolt;

/// Rows read one after the other, each meant for a shard.
public interface RowCursor extends AutoCloseable {

    /// Moves to the next row; false at the end.
    boolean next();

    /// The shard of the current row, from 0.
    int shard();

    Row row();

    @Override
    void close();
}
