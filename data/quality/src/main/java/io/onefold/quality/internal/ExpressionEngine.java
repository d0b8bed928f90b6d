package io.onefold.quality.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// An engine without data, for its parser and binder.
///
/// @param connection the engine
/// @param parser its parser
public record ExpressionEngine(Connection connection, ExpressionParser parser)
        implements AutoCloseable {

    /// Opens an engine in memory.
    public static ExpressionEngine open() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            return new ExpressionEngine(connection, new ExpressionParser(connection));
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE, "the engine does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.INTERNAL, "the engine does not close: " + e.getMessage(), e);
        }
    }
}
