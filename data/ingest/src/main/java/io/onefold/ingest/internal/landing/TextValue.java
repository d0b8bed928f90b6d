package io.onefold.ingest.internal.landing;

import io.onefold.ingest.internal.landing.Landed.LandedColumn;
import io.onefold.lake.DuckSql;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The value of a landed text as SQL, and the condition under which the text does not fit its
/// column.
///
/// The engine's own casts are not enough: they read `0044-03-15 BC` as a date of our era, round
/// digits that a decimal has no room for, and know an infinite time stamp that Iceberg does not.
/// Dates are held to the years 1 to 9999, which every reader of the lake understands.
///
/// The condition is a sum of flags, not a disjunction: so the engine computes each cast once for
/// value and condition.
final class TextValue {

    private TextValue() {}

    /// @param alias the column of the landing file
    /// @param escaped whether fields may hold escapes
    static LandedColumn of(SiloColumn column, String alias, boolean escaped) {
        String plain = escaped ? "landing_text(" + alias + ")" : alias;
        DataType type = column.type();
        if (type == Simple.STRING) {
            return new LandedColumn(column.name(), type, plain, null, plain);
        }
        if (column.form() == TextForm.JSON_LIST) {
            return list(column, plain);
        }
        String value = value(type, alias);
        return new LandedColumn(
                column.name(), type, value, unfit(type, column.form(), alias), plain);
    }

    /// Whether the engine may read a column by its type: then every text that is no value of it is
    /// an error, or out of range by [#outOfRange]. Dates are not among them, as the engine drops
    /// the era behind them; nor are numbers that may have to be rounded.
    static boolean isReadTyped(SiloColumn column) {
        return column.form() == TextForm.PLAIN
                && switch (column.type()) {
                    case Simple.INT,
                            Simple.LONG,
                            Simple.DOUBLE,
                            Simple.BOOLEAN,
                            Simple.TIMESTAMPTZ ->
                            true;
                    case DataType.Decimal decimal -> true;
                    default -> false;
                };
    }

    /// A number, 0 for a value in the lake's range; null for a type whose values all are.
    static @Nullable String outOfRange(SiloColumn column, String value) {
        return column.type() == Simple.TIMESTAMPTZ
                ? "coalesce(CAST("
                        + value
                        + " NOT BETWEEN TIMESTAMPTZ '0001-01-01 00:00:00+00'"
                        + " AND TIMESTAMPTZ '9999-12-31 23:59:59.999999+00' AS INT), 0)"
                : null;
    }

    private static LandedColumn list(SiloColumn column, String plain) {
        DataType element = ((DataType.ListOf) column.type()).element();
        String texts = "from_json(" + plain + ", '[\"VARCHAR\"]')";
        if (element == Simple.STRING) {
            return new LandedColumn(column.name(), column.type(), texts, null, plain);
        }
        String value = "list_transform(" + texts + ", lambda e: " + value(element, "e") + ")";
        String unfit =
                "coalesce(len(list_filter("
                        + texts
                        + ", lambda e: "
                        + unfit(element, TextForm.PLAIN, "e")
                        + " > 0)), 0)";
        return new LandedColumn(column.name(), column.type(), value, unfit, plain);
    }

    private static String value(DataType type, String text) {
        return type == Simple.BINARY
                ? "unhex(" + text + ")"
                : "TRY_CAST(" + text + " AS " + DuckSql.type(type) + ")";
    }

    /// A number, 0 for a text that fits; null for a type that takes every text there is.
    private static @Nullable String unfit(DataType type, TextForm form, String text) {
        if (type == Simple.STRING || type == Simple.BINARY) {
            return null;
        }
        List<String> flags = new ArrayList<>();
        flags.add("((" + text + " IS NULL) <> (" + value(type, text) + " IS NULL))");
        if (form == TextForm.UNBOUNDED_NUMBER && type instanceof DataType.Decimal decimal) {
            flags.add(
                    "(length(rtrim(split_part(%s, '.', 2), '0')) > %d)"
                            .formatted(text, decimal.scale()));
        }
        if (form == TextForm.UNBOUNDED_NUMBER && (type == Simple.INT || type == Simple.LONG)) {
            flags.add("regexp_matches(%s, '[.]0*[1-9]|[eE]')".formatted(text));
        }
        if (type == Simple.DATE || type == Simple.TIMESTAMP || type == Simple.TIMESTAMPTZ) {
            flags.add("(" + text + "[5] <> '-')");
            flags.add("suffix(" + text + ", 'BC')");
        }
        if (type == Simple.TIME) {
            flags.add("(" + text + " >= '24')");
        }
        StringBuilder sum = new StringBuilder();
        for (String flag : flags) {
            sum.append(sum.isEmpty() ? "" : " + ").append("CAST(").append(flag).append(" AS INT)");
        }
        return "coalesce(" + sum + ", 0)";
    }
}
