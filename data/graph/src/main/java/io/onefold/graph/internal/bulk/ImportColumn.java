package io.onefold.graph.internal.bulk;

import io.onefold.graph.internal.plan.Property;
import io.onefold.graph.internal.plan.PropertyType;
import io.onefold.lake.DuckSql;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.Optional;
import java.util.regex.Pattern;

/// A property as a column of an import file.
///
/// The file is text: an empty field is no value, an empty text stands in quotes. What that form
/// cannot say (an empty list, a list of one empty text, a list element with the delimiter in it, a
/// year beyond four digits) is left out of the file and sent over Bolt afterwards.
///
/// @param property the property
/// @param value the column of the row that holds it, for example `p0`
record ImportColumn(Property property, String value) {

    /// Between the elements of a list.
    static final String LIST_DELIMITER = "U+001E";

    private static final Pattern PLAIN_NAME =
            Pattern.compile("[^:{}\\[\\]\"',;|\\s][^:{}\\[\\]\"',;|]*");

    /// Days of 0000-01-01 and 10000-01-01.
    private static final String FOUR_DIGIT_DAYS = "between -719528 and 2932896";

    private static final String FOUR_DIGIT_MICROS =
            "between -62167219200000000 and 253402300799999999";

    ImportColumn {
        if (!PLAIN_NAME.matcher(property.name()).matches()) {
            throw new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "property '"
                            + property.name()
                            + "' cannot stand in the head of an import file; load with --full instead of"
                            + " --bulk");
        }
    }

    /// `expression as "name:type"`
    String selected() {
        return (property.list() ? list() : single(property.type(), value))
                + " as "
                + DuckSql.name(property.name() + ":" + typeName() + (property.list() ? "[]" : ""));
    }

    /// A condition under which the file cannot say the value; empty if it always can.
    Optional<String> leftOut() {
        if (property.list()) {
            String odd =
                    property.type() == PropertyType.STRING
                            ? " or contains(e, chr(30))"
                            : unsayable(property.type(), "e").map(c -> " or " + c).orElse("");
            return Optional.of(
                    "(len(%1$s) = 0 or (len(%1$s) = 1 and cast(%1$s[1] as VARCHAR) = '') or len(list_filter(%1$s, lambda e: false%2$s)) > 0)"
                            .formatted(value, odd));
        }
        return unsayable(property.type(), value);
    }

    private static Optional<String> unsayable(PropertyType type, String value) {
        return switch (type) {
            case DATE -> Optional.of("not (" + value + " " + FOUR_DIGIT_DAYS + ")");
            case DATETIME -> Optional.of("not (" + value + " " + FOUR_DIGIT_MICROS + ")");
            case BOOLEAN, INTEGER, FLOAT, STRING -> Optional.empty();
        };
    }

    private String list() {
        return "case when not "
                + leftOut().orElse("false")
                + " then array_to_string(list_transform("
                + value
                + ", lambda e: "
                + single(property.type(), "e")
                + "), chr(30)) end";
    }

    private static String single(PropertyType type, String value) {
        return switch (type) {
            case BOOLEAN, INTEGER, STRING -> value;
            case FLOAT ->
                    "case when isinf(%1$s) then if(%1$s > 0, 'Infinity', '-Infinity') else cast(%1$s as VARCHAR) end"
                            .formatted(value);
            case DATE ->
                    "case when %1$s %2$s then strftime(DATE '1970-01-01' + cast(%1$s as INTEGER), '%%Y-%%m-%%d') end"
                            .formatted(value, FOUR_DIGIT_DAYS);
            case DATETIME ->
                    "case when %1$s %2$s then strftime(make_timestamp(%1$s), '%%Y-%%m-%%dT%%H:%%M:%%S.%%fZ') end"
                            .formatted(value, FOUR_DIGIT_MICROS);
        };
    }

    private String typeName() {
        return switch (property.type()) {
            case BOOLEAN -> "boolean";
            case INTEGER -> "long";
            case FLOAT -> "double";
            case STRING -> "string";
            case DATE -> "date";
            case DATETIME -> "datetime";
        };
    }
}
