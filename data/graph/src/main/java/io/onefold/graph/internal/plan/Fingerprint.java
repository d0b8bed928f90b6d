package io.onefold.graph.internal.plan;

import io.onefold.lake.DuckSql;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A hash of what a node or a relationship carries: the same for a row of the lake and for what the
/// graph holds of it.
///
/// Each property that is present adds `name U+001F type length : value U+001E`, in the order of
/// names; lengths are bytes of UTF-8, so no value can imitate another property. MD5 of that text:
/// it tells change from no change, it protects nothing.
public final class Fingerprint {

    private static final char NAME_END = '\u001f';
    private static final char PROPERTY_END = '\u001e';

    private Fingerprint() {}

    /// The hash as an expression over a row whose columns hold the values of the properties.
    ///
    /// @param columns property to the column that holds its value
    static String sql(Map<Property, String> columns) {
        if (columns.isEmpty()) {
            return "md5('')";
        }
        return columns.entrySet().stream()
                .sorted(Comparator.comparing(e -> e.getKey().name()))
                .map(e -> present(e.getKey(), e.getValue()))
                .collect(Collectors.joining(" || ", "md5(", ")"));
    }

    private static String present(Property property, String column) {
        String name = DuckSql.text(property.name() + NAME_END);
        String value = property.list() ? list(property, column) : single(property.type(), column);
        return "coalesce(" + name + " || " + value + " || chr(30), '')";
    }

    private static String list(Property property, String column) {
        return "'l' || len("
                + column
                + ") || ':' || array_to_string(list_transform("
                + column
                + ", lambda e: "
                + single(property.type(), "e")
                + "), '')";
    }

    private static String single(PropertyType type, String value) {
        String text = type == PropertyType.STRING ? value : "cast(" + value + " as VARCHAR)";
        return "'" + type.tag() + "' || strlen(" + text + ") || ':' || " + text;
    }

    /// The hash of a node or relationship of the graph, its key left out.
    ///
    /// @param properties as the driver gives them
    public static String of(Map<String, Object> properties) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(properties)
                .forEach(
                        (name, value) -> {
                            if (!name.equals(KeyRule.PROPERTY)) {
                                text.append(name).append(NAME_END);
                                append(text, value);
                                text.append(PROPERTY_END);
                            }
                        });
        return md5(text.toString());
    }

    private static void append(StringBuilder text, Object value) {
        switch (value) {
            case List<?> list -> {
                text.append('l').append(list.size()).append(':');
                list.forEach(each -> append(text, each));
            }
            case Boolean truth -> append(text, PropertyType.BOOLEAN, truth.toString());
            case Long number -> append(text, PropertyType.INTEGER, number.toString());
            case Double number -> append(text, PropertyType.FLOAT, EngineText.of(number));
            case String string -> append(text, PropertyType.STRING, string);
            case LocalDate date ->
                    append(text, PropertyType.DATE, Long.toString(date.toEpochDay()));
            case ZonedDateTime time ->
                    append(text, PropertyType.DATETIME, instant(time.toOffsetDateTime()));
            case OffsetDateTime time -> append(text, PropertyType.DATETIME, instant(time));
            default -> text.append('?').append(value.getClass().getSimpleName());
        }
    }

    private static void append(StringBuilder text, PropertyType type, String value) {
        text.append(type.tag())
                .append(value.getBytes(StandardCharsets.UTF_8).length)
                .append(':')
                .append(value);
    }

    /// Microseconds since 1970; finer time, which the lake cannot hold, shows as a difference.
    private static String instant(OffsetDateTime time) {
        long micros = ChronoUnit.MICROS.between(OffsetDateTime.parse("1970-01-01T00:00:00Z"), time);
        return time.getNano() % 1000 == 0 ? Long.toString(micros) : micros + "+";
    }

    private static String md5(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
