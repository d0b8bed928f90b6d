package io.onefold.ingest.internal.postgres;

import io.onefold.ingest.internal.postgres.PostgresTypes.Described;
import io.onefold.lake.DuckSql;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;

/// How a column's values travel: as COPY's binary format has them, integers all as `bigint`, so
/// that a column which is widened sends the same bytes as before. What has no form of its own here
/// is asked for as the text that PostgreSQL shows.
enum Wire {
    INTEGER,
    BOOLEAN,
    REAL,
    DOUBLE,
    NUMERIC,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UUID,
    INET,
    /// A byte for the version, then text.
    JSONB,
    BYTES,
    TEXT;

    static Wire of(Described column) {
        if (!column.element().isEmpty() || !column.builtIn()) {
            return TEXT;
        }
        return switch (column.base()) {
            case "int2", "int4", "int8", "oid" -> INTEGER;
            case "bool" -> BOOLEAN;
            case "float4" -> REAL;
            case "float8" -> DOUBLE;
            case "numeric", "money" -> NUMERIC;
            case "date" -> DATE;
            case "time" -> TIME;
            case "timestamp" -> TIMESTAMP;
            case "timestamptz" -> TIMESTAMPTZ;
            case "uuid" -> UUID;
            case "inet" -> INET;
            case "jsonb" -> JSONB;
            case "bytea" -> BYTES;
            default -> TEXT;
        };
    }

    /// The expression that asks for a column's values in this form.
    static String expression(Described column) {
        String name = DuckSql.name(column.name());
        if (!column.element().isEmpty()) {
            return "array_to_json(" + name + "::text[])";
        }
        return switch (column.builtIn() ? column.base() : "") {
            case "int2", "int4", "oid" -> name + "::int8";
            case "money" -> name + "::numeric";
            case "bpchar" -> name + "::text";
            case "text", "varchar", "json" -> name;
            default -> of(column) == TEXT ? shown(name) : name;
        };
    }

    /// What the type's output function shows. A cast to text may be another function; and a
    /// composite value that is made of nulls alone is none itself, whatever IS NULL says.
    private static String shown(String name) {
        return "CASE WHEN num_nulls(%1$s) = 0 THEN format('%%s', %1$s) END".formatted(name);
    }

    /// Whether a value can be handed to the engine as one of a type of the lake, without a detour
    /// by its text.
    boolean gives(DataType type) {
        return switch (this) {
            case INTEGER -> type == Simple.INT || type == Simple.LONG;
            case BOOLEAN -> type == Simple.BOOLEAN;
            case REAL -> type == Simple.FLOAT;
            case DOUBLE -> type == Simple.DOUBLE;
            case NUMERIC -> type instanceof DataType.Decimal;
            case DATE -> type == Simple.DATE;
            case TIME -> type == Simple.TIME;
            case TIMESTAMP -> type == Simple.TIMESTAMP;
            case TIMESTAMPTZ -> type == Simple.TIMESTAMPTZ;
            case UUID, INET, JSONB, TEXT -> type == Simple.STRING;
            case BYTES -> false;
        };
    }

    /// What of a value goes into its row's hash, where the type of the lake does not tell it.
    String hashedAs() {
        return switch (this) {
            case UUID, INET, JSONB -> name();
            default -> "";
        };
    }
}
