package io.onefold.graph.internal.load;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// SQL on the engine of a lake session: one statement at a time, one thread.
public final class Sql {

    private final Connection connection;

    /// Reads one row.
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public Sql(Connection connection) {
        this.connection = connection;
    }

    public Connection connection() {
        return connection;
    }

    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// A single number.
    public long count(String sql) {
        return one(sql, row -> row.getLong(1));
    }

    /// The first row of a query that always has one.
    public <T> T one(String sql, RowReader<T> reader) {
        return list(sql, reader).getFirst();
    }

    /// All rows of a query; for few rows.
    public <T> List<T> list(String sql, RowReader<T> reader) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(reader.read(result));
            }
            return rows;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Inserts columns of texts into a table, as one statement.
    ///
    /// @param columns one list per column of the table, all of one length
    public void insert(String table, List<List<String>> columns) {
        String values = "unnest(?::VARCHAR[])";
        String row = String.join(", ", java.util.Collections.nCopies(columns.size(), values));
        try (PreparedStatement statement =
                connection.prepareStatement("insert into " + table + " select " + row)) {
            for (int i = 0; i < columns.size(); i++) {
                statement.setArray(
                        i + 1, connection.createArrayOf("VARCHAR", columns.get(i).toArray()));
            }
            statement.execute();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// A failure of the engine for the operator. Conversion errors quote values, so only the kind
    /// of those is told.
    public static OnefoldException failed(SQLException e) {
        String message = String.valueOf(e.getMessage());
        boolean quotesValues = message.startsWith("Conversion Error");
        return new OnefoldException(
                ErrorCode.RUN_FAILED,
                "the lake's engine failed: "
                        + (quotesValues
                                ? "a value does not fit its type"
                                : message.lines().findFirst().orElse("")),
                quotesValues ? null : e);
    }
}
