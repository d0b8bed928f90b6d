package io.onefold.lake;

import java.math.BigDecimal;

/// A few thousand rows on their way from Java into the engine. Columns and rows are counted from 0;
/// every column of a row must be set, and fits no other than its own kind of value.
public interface RowBatch {

    /// How many rows there is room for.
    int capacity();

    void setNull(int column, int row);

    void setBoolean(int column, int row, boolean value);

    /// A value of an INT column, or of a DATE column: days since 1970.
    void setInt(int column, int row, int value);

    /// A value of a LONG column; of a TIME column: microseconds of the day, below 24 hours; of a
    /// TIMESTAMP or TIMESTAMPTZ column: microseconds since 1970.
    void setLong(int column, int row, long value);

    void setFloat(int column, int row, float value);

    void setDouble(int column, int row, double value);

    /// A value of a decimal column, of the column's scale.
    void setDecimal(int column, int row, BigDecimal value);

    /// A value of a STRING column.
    ///
    /// @param utf8 the text, valid UTF-8; not changed afterwards
    void setText(int column, int row, byte[] utf8);
}
