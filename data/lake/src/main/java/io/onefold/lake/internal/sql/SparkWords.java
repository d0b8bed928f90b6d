package io.onefold.lake.internal.sql;

import io.onefold.model.Spelling;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The functions and types that Spark and DuckDB share, and what to write instead of one they do
/// not.
final class SparkWords {

    private static final Set<String> FUNCTIONS = functions();

    /// What to write instead of a word of DuckDB.
    private static final Map<String, String> INSTEAD =
            Map.ofEntries(
                    Map.entry("strftime", "date_format"),
                    Map.entry("strptime", "to_timestamp"),
                    Map.entry("try_strptime", "try_to_timestamp"),
                    Map.entry("regexp_matches", "regexp_like"),
                    Map.entry("regexp_full_match", "regexp_like with a pattern in ^( )$"),
                    Map.entry(
                            "list",
                            "collect_list, in order by in_place_order(collect_list(placed(place, text)))"),
                    Map.entry("array_agg", "collect_list"),
                    Map.entry("list_value", "collect_list, or split of a text"),
                    Map.entry("list_contains", "array_contains"),
                    Map.entry("list_distinct", "array_distinct"),
                    Map.entry("list_sort", "sort_array"),
                    Map.entry("list_transform", "the expression before it is collected"),
                    Map.entry("list_filter", "a condition before it is collected"),
                    Map.entry("flatten", "one collect_list over the rows"),
                    Map.entry("arg_max", "max_by"),
                    Map.entry("arg_min", "min_by"),
                    Map.entry("row", "row_number() over (ORDER BY several columns) = 1"),
                    Map.entry("timezone", "from_utc_timestamp(instant, zone)"),
                    Map.entry("len", "size, or length for text"),
                    Map.entry("sha256", "sha2(text, 256)"),
                    Map.entry("string_split", "split"),
                    Map.entry("epoch", "unix_timestamp"),
                    Map.entry("unnest", "explode outside a model"),
                    Map.entry("quantile_cont", "percentile"),
                    Map.entry("^", "pow"),
                    Map.entry("**", "pow"),
                    Map.entry("//", "floor(try_divide(a, b))"),
                    Map.entry("->>", "get_json_object"),
                    Map.entry("~", "regexp_like"),
                    Map.entry("~~~", "regexp_like"),
                    Map.entry("<=>", "IS NOT DISTINCT FROM"),
                    Map.entry(
                            "skewness", "your own sums (the engines correct for bias differently)"),
                    Map.entry(
                            "kurtosis", "your own sums (the engines correct for bias differently)"),
                    Map.entry("hash", "md5 or sha2"));

    private static final Set<String> TYPES =
            Set.of(
                    "boolean",
                    "tinyint",
                    "smallint",
                    "integer",
                    "bigint",
                    "float",
                    "double",
                    "decimal",
                    "string",
                    "date",
                    "binary",
                    "timestamp_ntz",
                    "timestamp_ltz",
                    "interval");

    private SparkWords() {}

    static boolean isFunction(String name) {
        return FUNCTIONS.contains(name);
    }

    static boolean isType(String name) {
        return TYPES.contains(name);
    }

    /// The end of a message about a function that is not shared.
    static String insteadOf(String function) {
        return INSTEAD.containsKey(function)
                ? "; write " + INSTEAD.get(function)
                : Spelling.didYouMean(function, FUNCTIONS);
    }

    /// The end of a message about a type that is not shared.
    static String insteadOfType(String type) {
        return switch (type) {
            case "timestamp" ->
                    "; Spark's is an instant, DuckDB's has no zone; write timestamp_ltz or timestamp_ntz";
            case "timestamp with time zone", "timestamptz" -> "; write timestamp_ltz";
            case "varchar", "text", "char" -> "; write string";
            case "blob" -> "; write binary";
            case "hugeint" -> "; write decimal(38,0)";
            default -> Spelling.didYouMean(type, TYPES);
        };
    }

    private static Set<String> functions() {
        Set<String> all = new HashSet<>(FunctionList.words("spark-common-functions.txt"));
        all.addAll(SparkDialect.functions());
        return Set.copyOf(all);
    }
}
