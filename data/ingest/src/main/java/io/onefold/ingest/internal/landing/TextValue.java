package io.onefold.ingest.internal.landing;

import io.onefold.ingest.internal.silo.Landed.LandedColumn;
import io.onefold.ingest.internal.silo.SiloColumn;
import io.onefold.ingest.internal.silo.TextForm;
import io.onefold.lake.DuckSql;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;

/// The value of a landed text as SQL, null where the text does not fit the column's type.
///
/// The engine's own casts are not enough: they read `0044-03-15 BC` as a date of our era, round
/// digits that a decimal has no room for, and know an infinite time stamp that Iceberg does not.
/// Dates are held to the years 1 to 9999, which every reader of the lake understands.
final class TextValue {

    private TextValue() {}

    /// @param alias the column of the landing file
    static LandedColumn of(SiloColumn column, String alias) {
        if (column.type() == Simple.STRING) {
            return new LandedColumn(column.name(), column.type(), plain(alias), null, plain(alias));
        }
        if (column.form() == TextForm.JSON_LIST) {
            return list(column, alias);
        }
        String value = scalar(column.type(), column.form(), alias);
        return new LandedColumn(
                column.name(),
                column.type(),
                value,
                "(" + alias + " IS NOT NULL AND " + value + " IS NULL)",
                plain(alias));
    }

    private static String plain(String alias) {
        return "landing_text(" + alias + ")";
    }

    private static LandedColumn list(SiloColumn column, String alias) {
        DataType element = ((DataType.ListOf) column.type()).element();
        String texts = "from_json(" + plain(alias) + ", '[\"VARCHAR\"]')";
        if (element == Simple.STRING) {
            return new LandedColumn(column.name(), column.type(), texts, null, plain(alias));
        }
        String value =
                "list_transform("
                        + texts
                        + ", lambda e: "
                        + scalar(element, TextForm.PLAIN, "e")
                        + ")";
        String unfit =
                "coalesce(list_count("
                        + value
                        + ") <> list_count("
                        + texts
                        + "), "
                        + alias
                        + " IS NOT NULL)";
        return new LandedColumn(column.name(), column.type(), value, unfit, plain(alias));
    }

    private static String scalar(DataType type, TextForm form, String text) {
        String cast = "TRY_CAST(" + text + " AS " + DuckSql.type(type) + ")";
        if (form == TextForm.UNBOUNDED_NUMBER && type instanceof DataType.Decimal decimal) {
            return "CASE WHEN length(rtrim(split_part("
                    + text
                    + ", '.', 2), '0')) <= "
                    + decimal.scale()
                    + " THEN "
                    + cast
                    + " END";
        }
        return switch (type) {
            case Simple.BINARY -> "unhex(" + text + ")";
            case Simple.DATE, Simple.TIMESTAMP, Simple.TIMESTAMPTZ ->
                    "CASE WHEN "
                            + text
                            + "[5] = '-' AND NOT suffix("
                            + text
                            + ", 'BC') THEN "
                            + cast
                            + " END";
            case Simple.TIME -> "CASE WHEN " + text + " < '24' THEN " + cast + " END";
            default -> cast;
        };
    }
}
