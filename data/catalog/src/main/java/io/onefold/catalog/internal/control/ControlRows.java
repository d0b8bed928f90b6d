package io.onefold.catalog.internal.control;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes rows of the control tables over one connection.
public final class ControlRows {

    private final Connection connection;

    public ControlRows(Connection connection) {
        this.connection = connection;
    }

    /// All rows of a table, by their natural keys.
    public List<ControlRow> all(ControlTable table) throws SQLException {
        return matching(table, Json.object());
    }

    /// The rows whose columns have these texts.
    public List<ControlRow> matching(ControlTable table, Map<String, String> texts)
            throws SQLException {
        return matching(table, Json.object(texts));
    }

    /// The row of a key.
    public Optional<ControlRow> find(ControlTable table, ObjectNode key) throws SQLException {
        return matching(table, key).stream().findFirst();
    }

    /// The number of a row, if its table has them.
    public Optional<Long> number(ControlRow row) throws SQLException {
        return row.table().isNumbered()
                ? Jdbc.first(
                        connection,
                        "select row_id from (\n" + row.table().readSql() + ") known",
                        found -> found.getLong(1),
                        new Json(row.key()))
                : Optional.empty();
    }

    /// The row of a number, whatever its key is now.
    public Optional<ControlRow> numbered(ControlTable table, long number) throws SQLException {
        return Jdbc.first(
                connection,
                "select row from (\n" + table.readSql() + ") known where row_id = ?",
                row -> new ControlRow(table, (ObjectNode) Json.read(row.getString(1))),
                new Json(Json.object()),
                number);
    }

    /// Inserts or updates a row. False if a row it refers to is not there.
    public boolean write(ControlRow row) throws SQLException {
        return Jdbc.update(connection, row.table().writeSql(), new Json(row.values())) == 1;
    }

    /// Deletes the row of a key.
    public void delete(ControlTable table, ObjectNode key) throws SQLException {
        Jdbc.update(connection, table.deleteSql(), new Json(key));
    }

    private List<ControlRow> matching(ControlTable table, ObjectNode contained)
            throws SQLException {
        return Jdbc.query(
                connection,
                table.readSql(),
                row -> new ControlRow(table, (ObjectNode) Json.read(row.getString(1))),
                new Json(contained));
    }
}
