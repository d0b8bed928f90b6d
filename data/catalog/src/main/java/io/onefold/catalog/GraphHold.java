package io.onefold.catalog;

import io.onefold.catalog.jdbc.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/// The right to change a graph, or the whole graph database, until it is closed. It is an advisory
/// lock of PostgreSQL, held by a connection of the working process: a process that dies gives it
/// back at once.
public final class GraphHold implements AutoCloseable {

    private static final String ONE =
            "select pg_try_advisory_lock_shared(hashtextextended('onefold.graphs', 0))"
                    + " and pg_try_advisory_lock(hashtextextended(?, 0))";
    private static final String ALL =
            "select pg_try_advisory_lock(hashtextextended('onefold.graphs', 0))";

    private final Connection lock;

    private GraphHold(Connection lock) {
        this.lock = lock;
    }

    /// Holds one graph, beside holders of others.
    ///
    /// @return whether nobody else holds it or all
    static boolean tryOne(Connection connection, String graph) throws SQLException {
        return Jdbc.first(connection, ONE, row -> row.getBoolean(1), "onefold.graph:" + graph)
                .orElse(false);
    }

    /// Holds all graphs.
    ///
    /// @return whether nobody else holds any
    static boolean tryAll(Connection connection) throws SQLException {
        return Jdbc.first(connection, ALL, row -> row.getBoolean(1)).orElse(false);
    }

    /// Something that tries to take locks on a connection.
    @FunctionalInterface
    interface Attempt {
        boolean on(Connection connection) throws SQLException;
    }

    /// @param busy what is thrown when somebody else holds it
    static GraphHold take(Jdbc jdbc, Attempt attempt, Supplier<RuntimeException> busy) {
        GraphHold hold = new GraphHold(jdbc.open());
        boolean taken = false;
        try {
            taken = attempt.on(hold.lock);
            if (!taken) {
                throw busy.get();
            }
            return hold;
        } catch (SQLException e) {
            throw Jdbc.failure(e);
        } finally {
            if (!taken) {
                hold.close();
            }
        }
    }

    @Override
    public void close() {
        try (lock) {
            Jdbc.query(lock, "select pg_advisory_unlock_all()", row -> true);
        } catch (SQLException e) {
            throw Jdbc.failure(e);
        }
    }
}
