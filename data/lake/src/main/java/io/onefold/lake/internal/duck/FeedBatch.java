package io.onefold.lake.internal.duck;

import io.onefold.lake.RowBatch;
import java.math.BigDecimal;
import java.util.Arrays;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/// A batch that is one chunk of the engine. Texts are gathered and handed over at the end, one call
/// into the engine for a column.
final class FeedBatch implements RowBatch {

    private final DuckDBWritableVector[] vectors;
    private final byte[] @Nullable [][] texts;
    private int capacity;

    FeedBatch(int columns) {
        this.vectors = new DuckDBWritableVector[columns];
        this.texts = new byte[columns][][];
    }

    /// Begins a chunk without rows.
    void begin(DuckDBDataChunkWriter chunk) {
        capacity = (int) chunk.capacity();
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = chunk.vector(i);
            if (vectors[i].getType() == DuckDBColumnType.VARCHAR) {
                byte[][] of = texts[i];
                if (of == null || of.length < capacity) {
                    texts[i] = new byte[capacity][];
                } else {
                    Arrays.fill(of, null);
                }
            }
        }
    }

    /// Ends a chunk of so many rows.
    void end(int rows) {
        for (int i = 0; i < vectors.length; i++) {
            byte[][] of = texts[i];
            if (of != null) {
                vectors[i].setStringUtf8Batch(0, of.length == rows ? of : Arrays.copyOf(of, rows));
            }
        }
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public void setNull(int column, int row) {
        if (texts[column] == null) {
            vectors[column].setNull(row);
        }
    }

    @Override
    public void setBoolean(int column, int row, boolean value) {
        vectors[column].setBoolean(row, value);
    }

    @Override
    public void setInt(int column, int row, int value) {
        vectors[column].setInt(row, value);
    }

    @Override
    public void setLong(int column, int row, long value) {
        vectors[column].setLong(row, value);
    }

    @Override
    public void setFloat(int column, int row, float value) {
        vectors[column].setFloat(row, value);
    }

    @Override
    public void setDouble(int column, int row, double value) {
        vectors[column].setDouble(row, value);
    }

    @Override
    public void setDecimal(int column, int row, BigDecimal value) {
        vectors[column].setBigDecimal(row, value);
    }

    @Override
    public void setText(int column, int row, byte[] utf8) {
        byte[][] of = texts[column];
        if (of == null) {
            throw new IllegalArgumentException("column " + column + " has no texts");
        }
        of[row] = utf8;
    }
}
