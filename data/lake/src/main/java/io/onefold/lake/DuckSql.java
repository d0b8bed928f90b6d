package io.onefold.lake;

import io.onefold.model.DataType;
import io.onefold.model.TableName;
import java.util.stream.Collectors;

/// How names, texts and types are written in the engine's SQL. Every identifier goes through
/// [#name].
public final class DuckSql {

    private DuckSql() {}

    /// A quoted identifier, for example `"order"`.
    public static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /// A text literal, for example `'O''Brien'`.
    public static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /// A table's address, each part quoted.
    public static String table(TableName table) {
        return table.namespace().stream().map(DuckSql::name).collect(Collectors.joining("."))
                + "."
                + name(table.name());
    }

    /// A column type in the engine's words, for example `DECIMAL(18,2)`.
    public static String type(DataType type) {
        return switch (type) {
            case DataType.Simple simple -> simple(simple);
            case DataType.Decimal(int precision, int scale) ->
                    "DECIMAL(" + precision + "," + scale + ")";
            case DataType.ListOf(DataType element) -> type(element) + "[]";
            case DataType.Struct struct ->
                    struct.fields().entrySet().stream()
                            .map(f -> name(f.getKey()) + " " + type(f.getValue()))
                            .collect(Collectors.joining(", ", "STRUCT(", ")"));
        };
    }

    private static String simple(DataType.Simple type) {
        return switch (type) {
            case BOOLEAN -> "BOOLEAN";
            case INT -> "INTEGER";
            case LONG -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case STRING -> "VARCHAR";
            case BINARY -> "BLOB";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case TIMESTAMP -> "TIMESTAMP";
            case TIMESTAMPTZ -> "TIMESTAMP WITH TIME ZONE";
        };
    }
}
