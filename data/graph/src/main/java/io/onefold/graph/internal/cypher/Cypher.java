package io.onefold.graph.internal.cypher;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names and literals as Cypher 5 and Cypher 25 both read them.
public final class Cypher {

    /// What the server would read as an escape, also within quotes: an odd number of backslashes,
    /// `u`.
    private static final Pattern UNICODE_ESCAPE = Pattern.compile("(?<!\\\\)((?:\\\\{2})*)\\\\u");

    private static final HexFormat HEX = HexFormat.of();
    private static final DateTimeFormatter DATE =
            new DateTimeFormatterBuilder()
                    .appendValue(ChronoField.YEAR, 4, 9, SignStyle.EXCEEDS_PAD)
                    .appendPattern("-MM-dd")
                    .toFormatter();
    private static final DateTimeFormatter DATETIME =
            new DateTimeFormatterBuilder()
                    .append(DATE)
                    .appendPattern("'T'HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .appendLiteral('Z')
                    .toFormatter();

    private Cypher() {}

    /// A quoted name of a label, type, property or constraint, for example `` `Payment Method` ``.
    public static String name(String identifier) {
        String literal = UNICODE_ESCAPE.matcher(identifier).replaceAll("$1\\\\u005cu");
        return '`' + literal.replace("`", "``") + '`';
    }

    /// Appends a literal.
    ///
    /// @param value a Boolean, Long, Double, String, LocalDate, OffsetDateTime, a list of these, or
    ///   null
    public static void literal(StringBuilder to, @Nullable Object value) {
        switch (value) {
            case null -> to.append("null");
            case Boolean truth -> to.append(truth.booleanValue());
            case Long number -> to.append(number.longValue());
            case Double number -> to.append(number(number));
            case String text -> text(to, text);
            case LocalDate date -> to.append("date('").append(DATE.format(date)).append("')");
            case OffsetDateTime instant ->
                    to.append("datetime('")
                            .append(DATETIME.format(instant.withOffsetSameInstant(ZoneOffset.UTC)))
                            .append("')");
            case List<?> list -> list(to, list);
            default ->
                    throw new IllegalArgumentException(
                            "a " + value.getClass().getName() + " has no literal in Cypher");
        }
    }

    /// Appends a text literal in double quotes, on one line: control characters are escaped.
    public static void text(StringBuilder to, String text) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> to.append("\\\"");
                case '\\' -> to.append("\\\\");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029) {
                        to.append("\\u").append(HEX.toHexDigits(c));
                    } else {
                        to.append(c);
                    }
                }
            }
        }
        to.append('"');
    }

    private static void list(StringBuilder to, List<?> list) {
        to.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                to.append(", ");
            }
            literal(to, list.get(i));
        }
        to.append(']');
    }

    private static String number(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        return Double.toString(number);
    }
}
