package io.onefold.lake.internal.write;

import io.onefold.lake.DuckSql;
import io.onefold.lake.internal.duck.EngineFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/// The values of one key column as an Iceberg filter: the list of them when they are few, else
/// their range.
final class KeyRange {

    /// Iceberg looks at no more values than this against a file's bounds.
    private static final int LISTED_MAX = 200;

    private KeyRange() {}

    static Expression of(Connection connection, String table, Types.NestedField column) {
        if (!isPrunable(column.type())) {
            return Expressions.alwaysTrue();
        }
        String key = "CAST(" + DuckSql.name(column.name()) + " AS VARCHAR)";
        try (Statement statement = connection.createStatement()) {
            List<Object> values = new ArrayList<>();
            boolean nulls = false;
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT DISTINCT "
                                    + key
                                    + " FROM "
                                    + table
                                    + " LIMIT "
                                    + (LISTED_MAX + 1))) {
                while (rows.next()) {
                    String value = rows.getString(1);
                    nulls |= value == null;
                    if (value != null) {
                        values.add(literal(column.type(), value));
                    }
                }
            }
            if (values.size() + (nulls ? 1 : 0) <= LISTED_MAX) {
                Expression in =
                        values.isEmpty()
                                ? Expressions.alwaysFalse()
                                : Expressions.in(column.name(), values.toArray());
                return nulls ? Expressions.or(in, Expressions.isNull(column.name())) : in;
            }
            return range(statement, table, column);
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        }
    }

    private static Expression range(Statement statement, String table, Types.NestedField column)
            throws SQLException {
        String name = DuckSql.name(column.name());
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT CAST(min("
                                + name
                                + ") AS VARCHAR), CAST(max("
                                + name
                                + ") AS VARCHAR), count(*) > count("
                                + name
                                + ") FROM "
                                + table)) {
            rows.next();
            Expression between =
                    Expressions.and(
                            Expressions.greaterThanOrEqual(
                                    column.name(), literal(column.type(), rows.getString(1))),
                            Expressions.lessThanOrEqual(
                                    column.name(), literal(column.type(), rows.getString(2))));
            return rows.getBoolean(3)
                    ? Expressions.or(between, Expressions.isNull(column.name()))
                    : between;
        }
    }

    private static boolean isPrunable(Type type) {
        return switch (type.typeId()) {
            case INTEGER, LONG, STRING -> true;
            default -> false;
        };
    }

    private static Object literal(Type type, String text) {
        return switch (type.typeId()) {
            case INTEGER -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            default -> text;
        };
    }
}
