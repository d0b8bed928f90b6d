package io.onefold.server.internal.decisions.commit;

import io.onefold.catalog.AuditLane;
import io.onefold.catalog.JdbcAddress;
import io.onefold.catalog.jdbc.Jdbc;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/// A lane's own connection, and the audit lane that it holds. Every wait on it ends.
///
/// @param connection commits by hand
/// @param audit the lane of the audit log
/// @param lastId no decision with a higher number had been given when it was opened
record LaneSession(Connection connection, AuditLane audit, long lastId) implements AutoCloseable {

    /// Connects and takes the lane.
    ///
    /// @throws SQLException if the database does not answer, or (55P03) another session holds the
    ///   lane: another server decides, or the session before has not ended yet
    static LaneSession open(JdbcAddress address, int lane, Duration timeout) throws SQLException {
        String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
        Properties properties = address.properties();
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false"); // it quotes values
        properties.setProperty("ApplicationName", "onefold-commit-" + lane);
        Connection connection = DriverManager.getConnection(address.url(), properties);
        boolean opened = false;
        try {
            LaneSession session = take(connection, lane);
            opened = true;
            return session;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    private static LaneSession take(Connection connection, int lane) throws SQLException {
        Jdbc.query(
                connection,
                "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'",
                row -> true);
        AuditLane audit =
                AuditLane.take(connection, lane)
                        .orElseThrow(
                                () ->
                                        new SQLException(
                                                "another session commits decisions on lane " + lane,
                                                "55P03"));
        long lastId =
                Jdbc.first(
                                connection,
                                "select last_value from decisions.transactions_id_seq",
                                row -> row.getLong(1))
                        .orElseThrow();
        connection.setAutoCommit(false);
        return new LaneSession(connection, audit, lastId);
    }

    /// Ends it at once, also while another thread waits on it.
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // its socket is gone, which is what was asked for
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // nobody waits for it any more
        }
    }
}
