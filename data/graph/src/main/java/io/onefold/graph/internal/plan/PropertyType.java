package io.onefold.graph.internal.plan;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// A type of a property in the graph, with the form its values take in the engine's SQL.
///
/// Dates travel as days and instants as microseconds since 1970, so that no client-side zone or
/// calendar can bend them.
public enum PropertyType {
    BOOLEAN('b', "BOOLEAN"),
    INTEGER('i', "BIGINT"),
    FLOAT('f', "DOUBLE"),
    STRING('s', "VARCHAR"),
    /// Days since 1970-01-01.
    DATE('d', "BIGINT"),
    /// Microseconds since 1970-01-01T00:00:00Z.
    DATETIME('t', "BIGINT");

    private final char tag;
    private final String sqlType;

    PropertyType(char tag, String sqlType) {
        this.tag = tag;
        this.sqlType = sqlType;
    }

    /// The letter that stands for the type in a fingerprint.
    public char tag() {
        return tag;
    }

    /// The type of its values in the engine's SQL.
    public String sqlType() {
        return sqlType;
    }

    /// A value as the engine gave it, as the driver wants it.
    public Object fromEngine(Object value) {
        return switch (this) {
            case BOOLEAN, FLOAT, STRING -> value;
            case INTEGER -> ((Number) value).longValue();
            case DATE -> LocalDate.ofEpochDay(((Number) value).longValue());
            case DATETIME -> instant(((Number) value).longValue());
        };
    }

    private static OffsetDateTime instant(long micros) {
        return OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)
                .plus(micros, ChronoUnit.MICROS);
    }
}
