package io.onefold.graph.internal.plan;

import io.onefold.lake.DuckSql;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Decimal;
import io.onefold.model.DataType.ListOf;
import io.onefold.model.DataType.Simple;
import io.onefold.model.DataType.Struct;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The `_key` that names a node or a relationship.
///
/// The key values are written as texts, escaped and joined by U+001F, so that no two different
/// lists of values meet in one key. Integers are written in decimal, dates as days and times as
/// microseconds since 1970, bytes in hexadecimal. A key of which the loader may not see a column is
/// replaced by its HMAC-SHA256; a key beyond 512 bytes by `\h` and its SHA-256, because indexed
/// values end near 8 kB. A null value leaves no key.
///
/// [#sql] and [#render] are the same function, one for the engine, one for Java.
public final class KeyRule {

    /// The property that holds the key.
    public static final String PROPERTY = "_key";

    /// Between the values of a key.
    public static final char VALUE_SEPARATOR = '\u001f';

    /// Between the parts of a relationship's key: from, to, and what tells repeated ones apart.
    public static final char PART_SEPARATOR = '\u001e';

    /// The longest key in bytes of UTF-8 that is written as it is.
    public static final int BYTES_MAX = 512;

    private static final String LONG_PREFIX = "\\h";

    private KeyRule() {}

    /// The key as an expression over a row of a relation.
    ///
    /// @param pseudonym wraps a text expression into its HMAC
    /// @throws OnefoldException (UNPROCESSABLE) if a column cannot be part of a key
    static String sql(
            Relation relation,
            List<Column> columns,
            Normaliser normaliser,
            UnaryOperator<String> pseudonym) {
        String joined =
                columns.stream()
                        .map(c -> part(relation, c, normaliser))
                        .collect(Collectors.joining(" || chr(31) || "));
        if (columns.stream().anyMatch(relation::isMasked)) {
            return pseudonym.apply("(" + joined + ")");
        }
        if (columns.stream().noneMatch(c -> mayBeLong(c.type()))) {
            return joined;
        }
        return "case when strlen("
                + joined
                + ") > "
                + BYTES_MAX
                + " then "
                + DuckSql.text(LONG_PREFIX)
                + " || sha256("
                + joined
                + ") else "
                + joined
                + " end";
    }

    /// The key of values that are written already: decimal, days, microseconds, hexadecimal, text.
    public static String render(List<String> values) {
        String joined =
                values.stream()
                        .map(KeyRule::escape)
                        .collect(Collectors.joining(String.valueOf(VALUE_SEPARATOR)));
        byte[] bytes = joined.getBytes(StandardCharsets.UTF_8);
        return bytes.length > BYTES_MAX ? LONG_PREFIX + sha256(bytes) : joined;
    }

    /// The text of a column, normalised and escaped, or null.
    private static String part(Relation relation, Column column, Normaliser normaliser) {
        String text = textOf(relation, column);
        if (column.type() != Simple.STRING) {
            return text;
        }
        return "replace(replace(replace("
                + normaliser.sql(text)
                + ", '\\', '\\\\'), chr(30), '\\e'), chr(31), '\\s')";
    }

    /// The clear value of a column as a text expression.
    ///
    /// @throws OnefoldException (UNPROCESSABLE) if it is a list or a struct
    static String textOf(Relation relation, Column column) {
        String value = relation.clear(column);
        return switch (column.type()) {
            case Simple simple when simple == Simple.STRING -> value;
            case Simple simple when simple == Simple.BINARY -> "lower(hex(" + value + "))";
            case Simple simple ->
                    "cast("
                            + PropertyRules.engineForm(relation, column, simple, value)
                            + " as VARCHAR)";
            case Decimal decimal -> "cast(" + value + " as VARCHAR)";
            case ListOf list -> throw nested(relation, column);
            case Struct struct -> throw nested(relation, column);
        };
    }

    private static boolean mayBeLong(DataType type) {
        return type == Simple.STRING || type == Simple.BINARY;
    }

    private static OnefoldException nested(Relation relation, Column column) {
        return new OnefoldException(
                ErrorCode.UNPROCESSABLE,
                "column "
                        + relation.dataset()
                        + "."
                        + column.name()
                        + " is a "
                        + column.type()
                        + " and cannot be a key or be compared; choose a column with single values");
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\u001e", "\\e").replace("\u001f", "\\s");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
