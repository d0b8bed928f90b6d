package io.onefold.ingest.internal.postgres;

import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.ingest.internal.landing.TextForm;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;

/// What each type of PostgreSQL becomes in the lake. How its values travel is told by [Wire].
///
/// What the lake has no type for (ranges, composites, geometry, bit strings, intervals …) stays the
/// text that PostgreSQL shows. A number without a bound on its digits, or with more than 38,
/// becomes a decimal of 38 with at most 18 behind the point; a value beyond that is set aside, not
/// rounded.
final class PostgresTypes {

    private static final int DIGITS_MAX = 38;
    private static final int SCALE_OF_UNBOUNDED = 18;

    private PostgresTypes() {}

    /// A column as the system catalog describes it, domains followed to their base type.
    ///
    /// @param name the column's name
    /// @param base the base type's name in `pg_type`
    /// @param builtIn whether the base type is PostgreSQL's own
    /// @param element the element type's name, if the base type is an array of a built-in type;
    ///   else empty
    /// @param modifier the type modifier, -1 for none
    /// @param shown the type as PostgreSQL shows it
    /// @param moneyScale digits behind the point of a `money` on that server
    record Described(
            String name,
            String base,
            boolean builtIn,
            String element,
            int modifier,
            String shown,
            int moneyScale) {}

    static SiloColumn column(Described column) {
        if (!column.element().isEmpty()) {
            DataType element = element(column);
            return new SiloColumn(
                    column.name(),
                    new DataType.ListOf(element),
                    column.shown(),
                    TextForm.JSON_LIST);
        }
        String base = column.builtIn() ? column.base() : "";
        return switch (base) {
            case "numeric" -> numeric(column);
            case "money" ->
                    new SiloColumn(
                            column.name(),
                            new DataType.Decimal(19, column.moneyScale()),
                            column.shown(),
                            TextForm.PLAIN);
            case "bytea" ->
                    new SiloColumn(column.name(), Simple.BINARY, column.shown(), TextForm.HEX);
            default ->
                    new SiloColumn(
                            column.name(),
                            simple(base),
                            column.shown(),
                            TextForm.PLAIN,
                            Wire.of(column).hashedAs());
        };
    }

    private static SiloColumn numeric(Described column) {
        if (column.modifier() < 0) {
            return new SiloColumn(
                    column.name(),
                    new DataType.Decimal(DIGITS_MAX, SCALE_OF_UNBOUNDED),
                    column.shown(),
                    TextForm.UNBOUNDED_NUMBER);
        }
        int precision = precision(column.modifier());
        int scale = scale(column.modifier());
        if (scale < 0) {
            precision -= scale;
            scale = 0;
        }
        precision = Math.max(precision, scale);
        if (precision <= DIGITS_MAX) {
            return new SiloColumn(
                    column.name(),
                    new DataType.Decimal(precision, scale),
                    column.shown(),
                    TextForm.PLAIN);
        }
        return new SiloColumn(
                column.name(),
                new DataType.Decimal(DIGITS_MAX, Math.min(scale, SCALE_OF_UNBOUNDED)),
                column.shown(),
                TextForm.UNBOUNDED_NUMBER);
    }

    private static DataType element(Described column) {
        if (column.element().equals("numeric") && column.modifier() >= 0) {
            int precision = precision(column.modifier());
            int scale = scale(column.modifier());
            if (scale >= 0 && scale <= precision && precision <= DIGITS_MAX) {
                return new DataType.Decimal(precision, scale);
            }
        }
        return simple(column.element());
    }

    private static Simple simple(String base) {
        return switch (base) {
            case "bool" -> Simple.BOOLEAN;
            case "int2", "int4" -> Simple.INT;
            case "int8", "oid" -> Simple.LONG;
            case "float4" -> Simple.FLOAT;
            case "float8" -> Simple.DOUBLE;
            case "date" -> Simple.DATE;
            case "time" -> Simple.TIME;
            case "timestamp" -> Simple.TIMESTAMP;
            case "timestamptz" -> Simple.TIMESTAMPTZ;
            default -> Simple.STRING;
        };
    }

    /// A numeric's modifier holds precision in its upper and scale in its lower eleven bits, after
    /// an offset of four (PostgreSQL, `numeric.c`, `make_numeric_typmod`).
    private static int precision(int modifier) {
        return ((modifier - 4) >> 16) & 0xffff;
    }

    private static int scale(int modifier) {
        return (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
    }
}
