package io.onefold.quality.internal;

import io.onefold.lake.DuckSql;
import io.onefold.model.DataType;

/// How a value becomes a column's type without loss: what cannot be held exactly becomes null,
/// which the check reports as reason `type`.
///
/// The engine's own casts are lossy: `1.5` becomes 2, `0x10` becomes 16, a time of day or a zone is
/// dropped, 99.999 is rounded. Text must therefore have the type's plain form, and any other value
/// must come back unchanged.
final class Conversion {

    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String CLOCK =
            "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6}0*)?)?";
    private static final String ZONE = " ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)";

    private Conversion() {}

    /// The SQL that converts a value.
    ///
    /// @param value SQL of the value
    /// @param from the engine's type of the value
    /// @param to the type wanted
    static String sql(String value, String from, DataType to) {
        String type = DuckSql.type(to);
        if (from.equals(type)) {
            return value;
        }
        if (from.equals("VARCHAR")) {
            return fromText(value, type, to);
        }
        String cast = "try_cast(" + value + " as " + type + ")";
        if (to == DataType.Simple.STRING || from.equals("\"NULL\"")) {
            return cast;
        }
        return "case when try_cast("
                + cast
                + " as "
                + from
                + ") is not distinct from "
                + value
                + " then "
                + cast
                + " end";
    }

    /// What a value of the type looks like, in words.
    static String expected(DataType type) {
        return switch (type) {
            case DataType.Decimal(int precision, int scale) ->
                    "a number with at most "
                            + (precision - scale)
                            + " digits before and "
                            + scale
                            + " after the point";
            case DataType.ListOf list -> "a list: " + list;
            case DataType.Struct struct -> "a struct: " + struct;
            case DataType.Simple simple -> expected(simple);
        };
    }

    private static String expected(DataType.Simple type) {
        return switch (type) {
            case BOOLEAN -> "true or false";
            case INT -> "a whole number of 32 bits";
            case LONG -> "a whole number of 64 bits";
            case FLOAT, DOUBLE -> "a finite number";
            case STRING -> "a text";
            case BINARY -> "bytes";
            case DATE -> "a date, yyyy-MM-dd";
            case TIME -> "a time of day, HH:mm:ss";
            case TIMESTAMP -> "a date and time without a zone, yyyy-MM-dd HH:mm:ss";
            case TIMESTAMPTZ -> "a date and time with a zone, yyyy-MM-dd HH:mm:ssZ";
        };
    }

    private static String fromText(String value, String type, DataType to) {
        String cast = "try_cast(" + value + " as " + type + ")";
        return switch (to) {
            case DataType.Decimal(int _, int scale) -> whenLike(value, number(scale), cast);
            case DataType.ListOf _, DataType.Struct _ -> cast;
            case DataType.Simple simple ->
                    switch (simple) {
                        case BOOLEAN, STRING -> cast;
                        case BINARY -> "encode(" + value + ")";
                        case INT, LONG -> whenLike(value, number(0), cast);
                        case FLOAT, DOUBLE ->
                                whenLike(
                                        value,
                                        "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?",
                                        "case when isfinite(" + cast + ") then " + cast + " end");
                        case DATE -> whenLike(value, DAY, cast);
                        case TIME -> whenLike(value, CLOCK, cast);
                        case TIMESTAMP -> whenLike(value, DAY + "([ T]" + CLOCK + ")?", cast);
                        case TIMESTAMPTZ -> whenLike(value, DAY + "[ T]" + CLOCK + ZONE, cast);
                    };
        };
    }

    /// A plain decimal number whose digits after the scale are zeros.
    private static String number(int scale) {
        String fraction = scale == 0 ? "0*" : "[0-9]{0," + scale + "}0*";
        String leading = scale == 0 ? "" : "|[.][0-9]{1," + scale + "}0*";
        return "[+-]?([0-9]+([.]" + fraction + ")?" + leading + ")";
    }

    private static String whenLike(String value, String form, String then) {
        return "case when regexp_full_match("
                + value
                + ", "
                + DuckSql.text("\\s*(" + form + ")\\s*")
                + ") then "
                + then
                + " end";
    }
}
