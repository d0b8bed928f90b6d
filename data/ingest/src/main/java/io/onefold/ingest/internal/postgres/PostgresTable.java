package io.onefold.ingest.internal.postgres;

import io.onefold.catalog.SourceTable;
import io.onefold.ingest.internal.landing.SqlResource;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table as PostgreSQL's system catalog describes it.
///
/// @param fullName schema and name, quoted
/// @param columns its columns, in order
/// @param version the server's version number, for example 180006
/// @param blocks blocks of the table's main file
/// @param plainHeap whether all its rows lie in that one file
/// @param validate whether the server does not vouch for its text being valid
/// @param keyIsUnique whether a unique index over not-null columns guarantees the declared key
/// @param now the server's clock
record PostgresTable(
        String fullName,
        List<PostgresTypes.Described> columns,
        int version,
        long blocks,
        boolean plainHeap,
        boolean validate,
        boolean keyIsUnique,
        Instant now) {

    PostgresTable {
        columns = List.copyOf(columns);
    }

    /// The silo has no such table, or hides it.
    static final class Missing extends Exception {}

    static PostgresTable describe(Connection connection, @Nullable String schema, SourceTable table)
            throws SQLException, Missing {
        long oid = oid(connection, schema, table.physicalName());
        try (PreparedStatement statement =
                connection.prepareStatement(SqlResource.load(PostgresTable.class, "table"))) {
            Array key = connection.createArrayOf("text", table.key().toArray());
            statement.setArray(1, key);
            statement.setArray(2, key);
            statement.setLong(3, oid);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Missing();
                }
                return new PostgresTable(
                        row.getString("full_name"),
                        columns(connection, oid, row.getInt("money_scale")),
                        row.getInt("version"),
                        row.getLong("blocks"),
                        row.getBoolean("plain_heap"),
                        row.getString("encoding").equals("SQL_ASCII"),
                        row.getBoolean("key_is_unique"),
                        row.getObject("now", OffsetDateTime.class).toInstant());
            }
        }
    }

    PostgresTypes.Described column(String name) {
        return columns.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + name));
    }

    private static long oid(Connection connection, @Nullable String schema, String name)
            throws SQLException, Missing {
        String sql =
                schema == null
                        ? "SELECT pg_catalog.to_regclass(pg_catalog.quote_ident(?))::oid"
                        : "SELECT pg_catalog.to_regclass(pg_catalog.format('%I.%I', ?::text, ?::text))::oid";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (schema != null) {
                statement.setString(1, schema);
            }
            statement.setString(schema == null ? 1 : 2, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long oid = row.getLong(1);
                if (row.wasNull()) {
                    throw new Missing();
                }
                return oid;
            }
        }
    }

    private static List<PostgresTypes.Described> columns(
            Connection connection, long oid, int moneyScale) throws SQLException {
        List<PostgresTypes.Described> columns = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(SqlResource.load(PostgresTable.class, "columns"))) {
            statement.setLong(1, oid);
            statement.setLong(2, oid);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.add(
                            new PostgresTypes.Described(
                                    row.getString("name"),
                                    row.getString("base"),
                                    row.getBoolean("built_in"),
                                    row.getString("element"),
                                    row.getInt("modifier"),
                                    row.getString("shown"),
                                    moneyScale));
                }
            }
        }
        return columns;
    }
}
