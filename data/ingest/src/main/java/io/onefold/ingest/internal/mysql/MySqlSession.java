package io.onefold.ingest.internal.mysql;

import io.onefold.catalog.JdbcAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// One connection in a read-only transaction on a consistent snapshot.
final class MySqlSession implements AutoCloseable {

    /// How long a lock that lines up snapshots may be waited for, in seconds.
    private static final int LOCK_WAIT_SECONDS = 3;

    private final Connection connection;

    private MySqlSession(Connection connection) {
        this.connection = connection;
    }

    /// Connects without a snapshot.
    static MySqlSession connect(JdbcAddress address) throws SQLException {
        Properties properties = address.properties();
        properties.setProperty("connectTimeout", "10000");
        properties.setProperty("socketTimeout", "600000");
        properties.setProperty("tcpKeepAlive", "true");
        Connection connection = DriverManager.getConnection(address.url(), properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET SESSION time_zone = '+00:00', net_write_timeout = 600, lock_wait_timeout = "
                            + LOCK_WAIT_SECONDS);
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return new MySqlSession(connection);
    }

    /// Sessions whose snapshots are of one moment.
    ///
    /// MySQL cannot share a snapshot. While a table is locked for reading, nobody has an open
    /// change of it, so snapshots that begin meanwhile agree about the table. The lock lasts as
    /// long as the statements that begin them.
    ///
    /// @param first an open session, without a snapshot yet
    /// @param count how many sessions are wanted
    /// @return so many sessions, or only the first if the account may not lock or somebody is
    ///   writing
    static List<MySqlSession> alike(
            JdbcAddress address, MySqlSession first, String table, int count) throws SQLException {
        List<MySqlSession> sessions = new ArrayList<>(List.of(first));
        if (count == 1) {
            first.begin();
            return sessions;
        }
        try (MySqlSession lock = connect(address)) {
            try (Statement statement = lock.connection.createStatement()) {
                statement.execute("LOCK TABLES " + table + " READ");
            } catch (SQLException e) {
                first.begin();
                return sessions;
            }
            while (sessions.size() < count) {
                sessions.add(connect(address));
            }
            for (MySqlSession session : sessions) {
                session.begin();
            }
            return sessions;
        } catch (SQLException e) {
            sessions.subList(1, sessions.size()).forEach(MySqlSession::close);
            throw e;
        }
    }

    Connection connection() {
        return connection;
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

    private void begin() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        }
    }
}
