package io.onefold.lake.internal.duck;

import io.onefold.lake.DuckSql;
import io.onefold.lake.internal.iceberg.IcebergTypes;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/// An Iceberg schema in the engine's SQL: the field ids of a written file, and how a read file's
/// fields are found by id.
public final class Schemas {

    private Schemas() {}

    /// The `FIELD_IDS` option of a COPY.
    public static String fieldIds(Schema schema) {
        return schema.columns().stream()
                .map(Schemas::fieldId)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String fieldId(Types.NestedField field) {
        return DuckSql.name(field.name()) + ": " + fieldIdValue(field.fieldId(), field.type());
    }

    private static String fieldIdValue(int id, Type type) {
        return switch (type) {
            case Types.ListType list ->
                    "{__duckdb_field_id: "
                            + id
                            + ", element: "
                            + fieldIdValue(list.elementId(), list.elementType())
                            + "}";
            case Types.StructType struct ->
                    struct.fields().stream()
                            .map(Schemas::fieldId)
                            .collect(
                                    Collectors.joining(
                                            ", ", "{__duckdb_field_id: " + id + ", ", "}"));
            default -> Integer.toString(id);
        };
    }

    /// A SELECT over Parquet files that finds columns by field id, so that files written before a
    /// column was added, renamed or widened read right. Without files it is a typed empty relation.
    ///
    /// @param extra further select items, for example `filename`
    public static String read(Schema schema, List<String> paths, String extra) {
        if (paths.isEmpty()) {
            return "SELECT " + nulls(schema) + " WHERE false";
        }
        String columns =
                schema.columns().stream()
                        .map(f -> DuckSql.name(f.name()))
                        .collect(Collectors.joining(", "));
        return "SELECT "
                + columns
                + extra
                + " FROM read_parquet(["
                + paths.stream().map(DuckSql::text).collect(Collectors.joining(", "))
                + "], schema = "
                + byId(schema)
                + ", hive_partitioning = false)";
    }

    private static String nulls(Schema schema) {
        return schema.columns().stream()
                .map(f -> "CAST(NULL AS " + type(f.type()) + ") AS " + DuckSql.name(f.name()))
                .collect(Collectors.joining(", "));
    }

    private static String byId(Schema schema) {
        return schema.columns().stream()
                .map(
                        f ->
                                f.fieldId()
                                        + ": {name: "
                                        + DuckSql.text(f.name())
                                        + ", type: "
                                        + DuckSql.text(type(f.type()))
                                        + ", default_value: NULL}")
                .collect(Collectors.joining(", ", "MAP {", "}"));
    }

    /// An Iceberg type in the engine's words.
    public static String type(Type type) {
        return DuckSql.type(IcebergTypes.dataType(type));
    }
}
