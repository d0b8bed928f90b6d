package io.onefold.ingest.internal.files;

import io.onefold.ingest.internal.landing.Landed.LandedColumn;
import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.ingest.internal.landing.TextForm;
import io.onefold.lake.DuckSql;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A column of Parquet files as the engine reads it, and what it becomes in the lake. Structures
/// and maps become their JSON text.
///
/// @param name the column's name
/// @param engineType the engine's type of it, for example `DECIMAL(12,2)`
/// @param type its type in the lake
record ParquetColumn(String name, String engineType, DataType type) {

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");

    static ParquetColumn of(String name, String engineType) {
        return new ParquetColumn(name, engineType, type(engineType));
    }

    /// A column that no file has.
    static ParquetColumn absent(SiloColumn column) {
        return new ParquetColumn(column.name(), "\"NULL\"", column.type());
    }

    SiloColumn siloColumn() {
        return new SiloColumn(name, type, engineType, TextForm.PLAIN);
    }

    private boolean isAbsent() {
        return engineType.equals("\"NULL\"");
    }

    /// What to select of the files.
    String selected() {
        return isAbsent() ? "NULL::" + DuckSql.type(type) : DuckSql.name(name);
    }

    /// The column of the landed rows.
    ///
    /// @param planned the column to become, of another type if raw keeps one
    LandedColumn landed(SiloColumn planned, String alias) {
        boolean asJson = type == Simple.STRING && isNested();
        String text = asJson ? "to_json(" + alias + ")::VARCHAR" : alias + "::VARCHAR";
        String value =
                asJson ? text : "TRY_CAST(" + alias + " AS " + DuckSql.type(planned.type()) + ")";
        return new LandedColumn(
                name, planned.type(), value, unfit(planned.type(), alias, value), text);
    }

    /// The text of a value for the row's hash: as in a landing file, null as `\N`.
    String canonical(String alias) {
        String text = isNested() ? "to_json(" + alias + ")::VARCHAR" : alias + "::VARCHAR";
        if (type == Simple.BINARY) {
            text = "hex(" + alias + ")";
        }
        return "coalesce(replace(replace(replace("
                + text
                + ", '\\', '\\\\'), chr(9), '\\t'), chr(10), '\\n'), '\\N')";
    }

    private @Nullable String unfit(DataType planned, String alias, String value) {
        if (isAbsent() || planned == Simple.STRING || planned == Simple.BINARY) {
            return null;
        }
        String lost = "CAST((" + alias + " IS NULL) <> (" + value + " IS NULL) AS INT)";
        String range =
                switch (engineType) {
                    case "DATE",
                            "TIMESTAMP",
                            "TIMESTAMP_S",
                            "TIMESTAMP_MS",
                            "TIMESTAMP_NS",
                            "TIMESTAMP WITH TIME ZONE" ->
                            " + CASE WHEN isfinite(%1$s) AND year(%1$s) BETWEEN 1 AND 9999 THEN 0 ELSE 1 END"
                                    .formatted(alias);
                    default -> "";
                };
        String nanos =
                engineType.equals("TIMESTAMP_NS")
                        ? " + CAST(epoch_ns(" + alias + ") % 1000 <> 0 AS INT)"
                        : "";
        return "CASE WHEN " + alias + " IS NULL THEN 0 ELSE " + lost + range + nanos + " END";
    }

    private boolean isNested() {
        return engineType.startsWith("STRUCT(")
                || engineType.startsWith("MAP(")
                || engineType.startsWith("UNION(")
                || engineType.endsWith("]");
    }

    private static DataType type(String engineType) {
        Matcher decimal = DECIMAL.matcher(engineType);
        if (decimal.matches()) {
            return new DataType.Decimal(
                    Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        if (engineType.endsWith("[]")) {
            String element = engineType.substring(0, engineType.length() - 2);
            boolean nested =
                    element.endsWith("]")
                            || element.startsWith("STRUCT(")
                            || element.startsWith("MAP(");
            return nested ? Simple.STRING : new DataType.ListOf(type(element));
        }
        return switch (engineType) {
            case "BOOLEAN" -> Simple.BOOLEAN;
            case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT" -> Simple.INT;
            case "BIGINT", "UINTEGER" -> Simple.LONG;
            case "UBIGINT" -> new DataType.Decimal(20, 0);
            case "HUGEINT", "UHUGEINT" -> new DataType.Decimal(38, 0);
            case "FLOAT" -> Simple.FLOAT;
            case "DOUBLE" -> Simple.DOUBLE;
            case "DATE" -> Simple.DATE;
            case "TIME", "TIME_NS" -> Simple.TIME;
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> Simple.TIMESTAMP;
            case "TIMESTAMP WITH TIME ZONE" -> Simple.TIMESTAMPTZ;
            case "BLOB" -> Simple.BINARY;
            default -> Simple.STRING;
        };
    }
}
