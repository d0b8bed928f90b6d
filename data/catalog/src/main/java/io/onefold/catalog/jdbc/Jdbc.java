package io.onefold.catalog.jdbc;

import io.onefold.catalog.json.Json;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// The control database. Failures of the driver become failures for the operator.
public final class Jdbc {

    private final DataSource dataSource;

    public Jdbc(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource);
    }

    /// Something done over one connection.
    @FunctionalInterface
    public interface Work<T> {
        T over(Connection connection) throws SQLException;
    }

    /// Something done over one connection that gives nothing back.
    @FunctionalInterface
    public interface Effect {
        void over(Connection connection) throws SQLException;
    }

    /// Reads one row.
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /// A connection that the caller keeps and closes.
    public Connection open() {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /// Statements that commit one by one.
    public <T> T with(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.over(connection);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /// Statements that take effect together, or not at all when the work throws.
    public <T> T transaction(Work<T> work) {
        return transaction(true, work);
    }

    /// As [#transaction(Work)]; without `keep` everything is rolled back in the end.
    public <T> T transaction(boolean keep, Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.over(connection);
                done = keep;
                return result;
            } finally {
                if (done) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /// As [#transaction(Work)], for what gives nothing back.
    public void change(Effect effect) {
        transaction(
                connection -> {
                    effect.over(connection);
                    return true;
                });
    }

    /// Takes the rows of a query one by one, no more than a few in memory.
    @FunctionalInterface
    public interface Rows {
        void of(ResultSet rows) throws SQLException;
    }

    /// Streams a query's rows in a transaction of its own.
    ///
    /// @param atOnce how many rows are fetched together
    /// @param rows goes through them
    public void stream(String sql, int atOnce, Rows rows, @Nullable Object... parameters) {
        change(
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        statement.setFetchSize(atOnce);
                        bind(statement, parameters);
                        try (ResultSet results = statement.executeQuery()) {
                            rows.of(results);
                        }
                    }
                });
    }

    /// All rows of a query.
    public static <T> List<T> query(
            Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            List<T> rows = new ArrayList<>();
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    rows.add(row.of(results));
                }
            }
            return rows;
        }
    }

    /// The first row of a query.
    public static <T> Optional<T> first(
            Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        return query(connection, sql, row, parameters).stream().findFirst();
    }

    /// The number of rows that a statement changed.
    public static int update(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /// Waits until no other transaction holds the named lock; it is given back at the end of this
    /// one.
    public static void lock(Connection connection, String name) throws SQLException {
        query(
                connection,
                "select pg_advisory_xact_lock(hashtextextended(?, 0))",
                row -> true,
                name);
    }

    /// The text of an SQL file beside a class.
    public static String resource(Class<?> owner, String name) {
        try (InputStream stream = owner.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(
                        "resource " + name + " of " + owner + " is not in the build");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "resource " + name + " of " + owner + " cannot be read", e);
        }
    }

    /// A timestamp with zone; null stays null.
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /// A text array.
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        java.sql.Array array = row.getArray(column);
        return array == null ? List.of() : List.copyOf(Arrays.asList((String[]) array.getArray()));
    }

    /// A failure of the driver, as the operator is told of it.
    public static OnefoldException failure(SQLException cause) {
        String state = Objects.requireNonNullElse(cause.getSQLState(), "");
        String said = said(cause);
        if (state.startsWith("28") || state.equals("3D000")) {
            return new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "the control database refused the connection ("
                            + said
                            + "); check account, password and database name in"
                            + " DATABASE_URL or ETL_DB_*",
                    cause);
        }
        return state.startsWith("08") || state.startsWith("57P") || state.isEmpty()
                ? new OnefoldException(
                        ErrorCode.UNAVAILABLE,
                        "the control database does not answer ("
                                + said
                                + "); check DATABASE_URL or ETL_DB_*, or that the embedded PostgreSQL runs",
                        cause)
                : new OnefoldException(
                        ErrorCode.INTERNAL,
                        "the control database refused a statement (" + state + ": " + said + ")",
                        cause);
    }

    private static String said(SQLException cause) {
        ServerErrorMessage server =
                cause instanceof PSQLException known ? known.getServerErrorMessage() : null;
        String text = server != null ? server.getMessage() : cause.getMessage();
        return text == null ? "no message" : text.strip().replace('\n', ' ');
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            case Json json ->
                    statement.setObject(index, jsonb(Json.MAPPER.writeValueAsString(json.node())));
            case List<?> texts ->
                    statement.setArray(
                            index,
                            statement.getConnection().createArrayOf("text", texts.toArray()));
            case byte[] bytes -> statement.setBytes(index, bytes);
            default -> statement.setObject(index, value);
        }
    }

    private static PGobject jsonb(String text) throws SQLException {
        PGobject object = new PGobject();
        object.setType("jsonb");
        object.setValue(text);
        return object;
    }
}
