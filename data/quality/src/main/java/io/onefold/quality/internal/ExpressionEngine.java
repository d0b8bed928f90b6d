package io.onefold.quality.internal;

import io.onefold.lake.SparkSql;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.Connection;
import java.sql.SQLException;

/// An engine without data, for its parser and binder.
///
/// @param connection the engine
/// @param parser its parser
public record ExpressionEngine(Connection connection, ExpressionParser parser)
        implements AutoCloseable {

    /// Opens an engine in memory.
    public static ExpressionEngine open() {
        Connection connection = SparkSql.engine();
        return new ExpressionEngine(connection, new ExpressionParser(connection));
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
