package io.onefold.ingest.internal.postgres;

import io.onefold.catalog.JdbcAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// One connection in a read-only transaction on one snapshot, with every text format held still.
final class PostgresSession implements AutoCloseable {

    private final Connection connection;

    private PostgresSession(Connection connection) {
        this.connection = connection;
    }

    /// @param snapshot the exported snapshot to join; null: a new one
    static PostgresSession begin(JdbcAddress address, @Nullable String snapshot)
            throws SQLException {
        Properties properties = address.properties();
        properties.setProperty("ApplicationName", "onefold ingest");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "600");
        properties.setProperty("tcpKeepAlive", "true");
        Connection connection = DriverManager.getConnection(address.url(), properties);
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                if (snapshot != null) {
                    statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot + "'");
                }
                statement.execute(
                        """
                        SET LOCAL timezone = 'UTC';
                        SET LOCAL datestyle = 'ISO, YMD';
                        SET LOCAL intervalstyle = 'iso_8601';
                        SET LOCAL extra_float_digits = 1;
                        SET LOCAL statement_timeout = 0;
                        SET LOCAL idle_in_transaction_session_timeout = 0""");
            }
            return new PostgresSession(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    /// The name by which other connections join this one's snapshot, as long as it stays open.
    String exportSnapshot() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_catalog.pg_export_snapshot()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /// Breaks whatever the connection does now.
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is broken already, which is what was wanted.
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // A read-only transaction has nothing to lose.
        }
    }
}
