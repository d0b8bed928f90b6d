package io.onefold.ingest.internal.mysql;

import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.ingest.internal.landing.TextForm;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import java.util.Locale;

/// What each type of MySQL and MariaDB becomes in the lake, and how its values are asked for.
///
/// `tinyint(1)` is a boolean, as the field reads it; a `datetime` has no zone, a `timestamp` is an
/// instant. What the lake cannot hold (zero dates, times beyond a day, decimals of more than 38
/// digits) is set aside.
final class MySqlTypes {

    private static final int DIGITS_MAX = 38;
    private static final int SCALE_MAX_WHEN_CUT = 18;

    private MySqlTypes() {}

    /// A column as `information_schema` describes it.
    ///
    /// @param name the column's name
    /// @param base the type without parameters, for example `decimal`
    /// @param shown the type with them, for example `decimal(12,2) unsigned`
    /// @param digits total digits of a number or bits
    /// @param scale digits behind the point
    record Described(String name, String base, String shown, int digits, int scale) {

        boolean isUnsigned() {
            return shown.toLowerCase(Locale.ROOT).contains("unsigned");
        }

        /// Whether the driver gives its values as bytes of UTF-8.
        boolean isText() {
            return switch (base) {
                case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> true;
                case "enum", "set", "json", "uuid", "inet4", "inet6" -> true;
                default -> false;
            };
        }
    }

    static SiloColumn column(Described column) {
        TextForm form =
                switch (column.base()) {
                    case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                            TextForm.HEX;
                    case "decimal" ->
                            column.digits() > DIGITS_MAX
                                    ? TextForm.UNBOUNDED_NUMBER
                                    : TextForm.PLAIN;
                    default -> TextForm.PLAIN;
                };
        return new SiloColumn(
                column.name(),
                form == TextForm.HEX ? Simple.BINARY : type(column),
                column.shown(),
                form);
    }

    private static DataType type(Described column) {
        return switch (column.base()) {
            case "tinyint" ->
                    column.shown().toLowerCase(Locale.ROOT).equals("tinyint(1)")
                            ? Simple.BOOLEAN
                            : Simple.INT;
            case "smallint", "mediumint", "year" -> Simple.INT;
            case "int" -> column.isUnsigned() ? Simple.LONG : Simple.INT;
            case "bigint" -> column.isUnsigned() ? new DataType.Decimal(20, 0) : Simple.LONG;
            case "decimal" -> decimal(column);
            case "float" -> Simple.FLOAT;
            case "double" -> Simple.DOUBLE;
            case "bit" -> bits(column.digits());
            case "date" -> Simple.DATE;
            case "time" -> Simple.TIME;
            case "datetime" -> Simple.TIMESTAMP;
            case "timestamp" -> Simple.TIMESTAMPTZ;
            default -> Simple.STRING;
        };
    }

    private static DataType decimal(Described column) {
        return column.digits() > DIGITS_MAX
                ? new DataType.Decimal(DIGITS_MAX, Math.min(column.scale(), SCALE_MAX_WHEN_CUT))
                : new DataType.Decimal(column.digits(), column.scale());
    }

    private static DataType bits(int bits) {
        if (bits == 1) {
            return Simple.BOOLEAN;
        }
        return bits < Long.SIZE ? Simple.LONG : new DataType.Decimal(20, 0);
    }

    /// The expression that asks for a column's values in the form its [SiloColumn] promises.
    static String expression(Described column) {
        String name = name(column.name());
        return switch (column.base()) {
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                    "hex(" + name + ")";
            case "bit" -> "(" + name + " + 0)";
            // As text a float shows six digits only.
            case "float" -> "(" + name + " + 0e0)";
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection" ->
                    "st_astext(" + name + ")";
            default -> name;
        };
    }

    /// A quoted identifier.
    static String name(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }
}
