package io.onefold.lake;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.Connection;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Rows that a stage computed in Java, on their way into a temporary table of its session. Values
/// are given in the order of the table's columns; rows are seen by SQL once this is closed.
public final class RowAppender implements AutoCloseable {

    private final DuckDBAppender rows;

    RowAppender(Connection connection, String temporaryTable) {
        try {
            this.rows =
                    connection
                            .unwrap(DuckDBConnection.class)
                            .createAppender("temp", "main", temporaryTable);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    public RowAppender beginRow() {
        return step(rows::beginRow);
    }

    public RowAppender add(int value) {
        return step(() -> rows.append(value));
    }

    public RowAppender add(long value) {
        return step(() -> rows.append(value));
    }

    public RowAppender add(@Nullable String value) {
        return value == null ? addNull() : step(() -> rows.append(value));
    }

    public RowAppender addNull() {
        return step(rows::appendNull);
    }

    public RowAppender endRow() {
        return step(rows::endRow);
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private RowAppender step(Step step) {
        try {
            step.take();
            return this;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static OnefoldException failure(SQLException e) {
        return new OnefoldException(
                ErrorCode.INTERNAL, "rows could not be given to the engine: " + e.getMessage(), e);
    }

    /// One step of the engine's appender.
    private interface Step {
        void take() throws SQLException;
    }
}
