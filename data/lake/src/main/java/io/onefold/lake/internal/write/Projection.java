package io.onefold.lake.internal.write;

import io.onefold.lake.DuckSql;
import io.onefold.lake.internal.duck.EngineFailure;
import io.onefold.lake.internal.duck.EngineType;
import io.onefold.lake.internal.duck.Schemas;
import io.onefold.lake.internal.iceberg.IcebergTypes;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/// What a SELECT yields, and how it becomes exactly a table's columns: each by name, each with an
/// explicit cast.
public final class Projection {

    private Projection() {}

    /// The columns of a SELECT, in order.
    public static SequencedMap<String, EngineType> describe(
            Connection connection, String selectSql) {
        SequencedMap<String, EngineType> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE FROM (" + selectSql + "\n)")) {
            while (rows.next()) {
                if (columns.put(rows.getString(1), EngineType.parse(rows.getString(2))) != null) {
                    throw new OnefoldException(
                            ErrorCode.INVALID_INPUT,
                            "the SELECT yields column '"
                                    + rows.getString(1)
                                    + "' twice; give one of them another name");
                }
            }
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        }
        return columns;
    }

    /// The columns that a table made of a SELECT would have.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming a column whose type the lake does not have
    public static List<Column> columns(Connection connection, String selectSql) {
        List<Column> columns = new ArrayList<>();
        describe(connection, selectSql)
                .forEach(
                        (name, type) -> {
                            DataType natural =
                                    type.natural()
                                            .orElseThrow(
                                                    () ->
                                                            new OnefoldException(
                                                                    ErrorCode.INVALID_INPUT,
                                                                    "column '"
                                                                            + name
                                                                            + "' has type "
                                                                            + type.name()
                                                                            + ", which the lake does not store; cast it in the SELECT, for example to"
                                                                            + " TIMESTAMP, VARCHAR or BIGINT"));
                            columns.add(Column.optional(name, natural));
                        });
        return columns;
    }

    /// A SELECT that yields exactly the schema's columns in their order and types.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming the missing, further and unfit columns, all
    ///   at once
    public static String onto(Connection connection, Schema schema, String selectSql) {
        TreeMap<String, EngineType> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.putAll(describe(connection, selectSql));
        List<String> problems = new ArrayList<>();
        for (Types.NestedField field : schema.columns()) {
            EngineType type = given.remove(field.name());
            DataType wanted = IcebergTypes.dataType(field.type());
            if (type == null) {
                problems.add("column '" + field.name() + "' is missing");
            } else if (!type.fits(wanted)) {
                problems.add(
                        "column '"
                                + field.name()
                                + "' is "
                                + type.name()
                                + " where the table has "
                                + wanted
                                + ", which could lose something; cast it in the SELECT");
            }
        }
        given.keySet().forEach(name -> problems.add("column '" + name + "' is not in the table"));
        if (!problems.isEmpty()) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the SELECT does not fit the table: " + String.join("; ", problems));
        }
        return schema.columns().stream()
                .map(
                        f ->
                                "CAST("
                                        + DuckSql.name(f.name())
                                        + " AS "
                                        + Schemas.type(f.type())
                                        + ") AS "
                                        + DuckSql.name(f.name()))
                .collect(Collectors.joining(", ", "SELECT ", " FROM (" + selectSql + "\n)"));
    }
}
