package io.onefold.ingest.internal.mysql;

import io.onefold.catalog.SourceTable;
import io.onefold.ingest.internal.landing.SqlResource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A table as `information_schema` describes it.
///
/// @param fullName its name, quoted, with its schema if that was given
/// @param columns its columns, in order
/// @param uniqueKeys the columns of each index that identifies a row
/// @param rowsAbout how many rows it has, by the server's estimate
/// @param now the server's clock
record MySqlTable(
        String fullName,
        List<MySqlTypes.Described> columns,
        List<List<String>> uniqueKeys,
        long rowsAbout,
        Instant now) {

    MySqlTable {
        columns = List.copyOf(columns);
        uniqueKeys = List.copyOf(uniqueKeys);
    }

    /// The silo has no such table, or hides it.
    static final class Missing extends Exception {}

    static MySqlTable describe(Connection connection, @Nullable String schema, SourceTable table)
            throws SQLException, Missing {
        String name = table.physicalName();
        List<MySqlTypes.Described> columns = columns(connection, schema, name);
        if (columns.isEmpty()) {
            throw new Missing();
        }
        String fullName =
                (schema == null ? "" : MySqlTypes.name(schema) + ".") + MySqlTypes.name(name);
        try (PreparedStatement statement = prepare(connection, "size", schema, name);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new MySqlTable(
                    fullName,
                    columns,
                    uniqueKeys(connection, schema, name),
                    row.getLong("about"),
                    instant(new BigDecimal(row.getString("now"))));
        }
    }

    /// Whether the silo guarantees that a key is unique and never null.
    boolean isUnique(List<String> key) {
        Set<String> columns = new HashSet<>(key);
        return uniqueKeys.stream().anyMatch(columns::containsAll);
    }

    /// A whole-number column that leads an index that identifies rows: the table can be cut along
    /// it.
    Optional<String> cuttable() {
        return uniqueKeys.stream()
                .map(List::getFirst)
                .filter(
                        name ->
                                switch (column(name).base()) {
                                    case "tinyint", "smallint", "mediumint", "int", "bigint" ->
                                            true;
                                    default -> false;
                                })
                .findFirst();
    }

    MySqlTypes.Described column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + name));
    }

    private static List<MySqlTypes.Described> columns(
            Connection connection, @Nullable String schema, String name) throws SQLException {
        List<MySqlTypes.Described> columns = new ArrayList<>();
        try (PreparedStatement statement = prepare(connection, "columns", schema, name);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                columns.add(
                        new MySqlTypes.Described(
                                row.getString("name"),
                                row.getString("base"),
                                row.getString("shown"),
                                row.getInt("digits"),
                                row.getInt("scale")));
            }
        }
        return columns;
    }

    private static List<List<String>> uniqueKeys(
            Connection connection, @Nullable String schema, String name) throws SQLException {
        Map<String, List<String>> indexes = new LinkedHashMap<>();
        try (PreparedStatement statement = prepare(connection, "unique_indexes", schema, name);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                indexes.computeIfAbsent(row.getString("name"), index -> new ArrayList<>())
                        .add(row.getString("column_name"));
            }
        }
        return List.copyOf(indexes.values());
    }

    private static PreparedStatement prepare(
            Connection connection, String resource, @Nullable String schema, String table)
            throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(SqlResource.load(MySqlTable.class, resource));
        statement.setString(1, schema);
        statement.setString(2, table);
        return statement;
    }

    private static Instant instant(BigDecimal epochSeconds) {
        return Instant.ofEpochSecond(
                epochSeconds.longValue(),
                epochSeconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }
}
