package io.onefold.lake.internal.sql;

import io.onefold.model.Finding;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Names what a SELECT uses outside the common subset of Spark and DuckDB: functions, types,
/// relations, clauses and signs that one of them lacks or reads otherwise. In a text a backslash is
/// a backslash, as in DuckDB; Spark reads it so with `spark.sql.parser.escapedStringLiterals`. What
/// it cannot see are differences by type, such as the scale of an average of decimals.
public final class SparkLint {

    private static final Set<String> FUNCTIONS = functions();

    /// What to write instead of a word of DuckDB.
    private static final Map<String, String> INSTEAD =
            Map.ofEntries(
                    Map.entry("strftime", "date_format"),
                    Map.entry("strptime", "to_timestamp"),
                    Map.entry("try_strptime", "try_to_timestamp"),
                    Map.entry("regexp_matches", "regexp_like"),
                    Map.entry("list", "collect_list"),
                    Map.entry("array_agg", "collect_list"),
                    Map.entry("len", "size, or length for text"),
                    Map.entry("sha256", "sha2(text, 256)"),
                    Map.entry("string_split", "split"),
                    Map.entry("epoch", "unix_timestamp"),
                    Map.entry("unnest", "explode outside a model"),
                    Map.entry("quantile_cont", "percentile"),
                    Map.entry("^", "pow"),
                    Map.entry("**", "pow"),
                    Map.entry("//", "a division of numbers cast to bigint"),
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

    private static final Set<String> RELATIONS =
            Set.of("BASE_TABLE", "SUBQUERY", "JOIN", "EXPRESSION_LIST", "EMPTY");

    private static final Set<String> FOREIGN_EXPRESSIONS =
            Set.of("LAMBDA", "POSITIONAL_REFERENCE", "PARAMETER", "COLLATE", "DEFAULT");

    private static final Set<String> REGEX_FUNCTIONS =
            Set.of(
                    "regexp_like",
                    "regexp",
                    "rlike",
                    "regexp_replace",
                    "regexp_extract",
                    "regexp_extract_all",
                    "regexp_count",
                    "split");

    private static final Pattern FOREIGN_REGEX =
            Pattern.compile("\\(\\?(?!:)|\\\\[1-9pP]|[*+?}]\\+");

    private final SqlTree tree;
    private final List<Finding> findings = new ArrayList<>();

    private SparkLint(SqlTree tree) {
        this.tree = tree;
    }

    /// All findings of a SELECT, in the order of its text.
    public static List<Finding> findings(Connection connection, String sql) {
        SqlTree tree;
        try {
            tree = SqlTree.parse(connection, sql);
        } catch (OnefoldException e) {
            return List.of(
                    new Finding(
                            "",
                            0,
                            0,
                            "",
                            String.valueOf(e.getMessage()),
                            "sql.parse",
                            Finding.Severity.ERROR));
        }
        SparkLint lint = new SparkLint(tree);
        lint.lookForDoubleQuotes();
        lint.visit(tree.root());
        return lint.findings.stream()
                .sorted(
                        java.util.Comparator.comparingInt(Finding::line)
                                .thenComparingInt(Finding::column))
                .toList();
    }

    /// Spark reads `"x"` as a text, DuckDB as a name.
    private void lookForDoubleQuotes() {
        boolean inText = false;
        String sql = tree.sql();
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            inText ^= c == '\'';
            if (c == '"' && !inText) {
                add(
                        i,
                        "\"name\" is a text in Spark; write `name` with backticks, or 'text'",
                        "spark.double-quotes");
                return;
            }
        }
    }

    private void visit(JsonNode node) {
        if (node.isArray()) {
            node.forEach(this::visit);
        } else if (node.isObject()) {
            judge(node);
            // A table function is named once, as a relation.
            boolean foreignRelation = text(node, "type").equals("TABLE_FUNCTION");
            node.properties().stream()
                    .filter(child -> !(foreignRelation && child.getKey().equals("function")))
                    .forEach(child -> visit(child.getValue()));
        }
    }

    private void judge(JsonNode node) {
        if (node.path("from_table").isObject()) {
            judgeRelation(node.path("from_table"));
        }
        if (node.path("qualify").isObject()) {
            add(
                    node.path("qualify"),
                    "QUALIFY is not in the common subset; filter in an outer SELECT",
                    "spark.clause");
        }
        if (node.path("sample").isObject()) {
            add(
                    node,
                    "a sample is not in the common subset; it would differ on each engine",
                    "spark.clause");
        }
        if (node.path("distinct_on_targets").size() > 0) {
            add(
                    node.path("distinct_on_targets").get(0),
                    "DISTINCT ON is DuckDB's; use row_number() = 1",
                    "spark.clause");
        }
        switch (text(node, "type")) {
            case "JOIN" -> judgeJoin(node);
            case "TYPE" -> judgeType(node);
            case "STAR" -> judgeStar(node);
            default -> judgeExpression(node);
        }
    }

    private void judgeJoin(JsonNode join) {
        judgeRelation(join.path("left"));
        judgeRelation(join.path("right"));
        String kind = text(join, "ref_type");
        if (kind.equals("ASOF") || kind.equals("POSITIONAL")) {
            add(
                    join,
                    "a join of kind " + kind + " is DuckDB's; join on a condition",
                    "spark.relation");
        }
    }

    private void judgeRelation(JsonNode relation) {
        String type = text(relation, "type");
        if (relation.isObject() && !RELATIONS.contains(type)) {
            add(
                    relation,
                    "a relation of kind " + type + " is not in the common subset",
                    "spark.relation");
        }
    }

    private void judgeType(JsonNode node) {
        String name = text(node, "type_name").toLowerCase(Locale.ROOT);
        if (TYPES.contains(name)) {
            return;
        }
        String instead =
                switch (name) {
                    case "timestamp" ->
                            "; Spark's is an instant, DuckDB's has no zone; write timestamp_ltz or timestamp_ntz";
                    case "timestamp with time zone", "timestamptz" -> "; write timestamp_ltz";
                    case "varchar", "text", "char" -> "; write string";
                    case "blob" -> "; write binary";
                    case "hugeint" -> "; write decimal(38,0)";
                    default -> Spelling.didYouMean(name, TYPES);
                };
        add(node, "type " + name + " is not in the common subset" + instead, "spark.type");
    }

    private void judgeStar(JsonNode star) {
        boolean plain =
                star.path("exclude_list").isEmpty()
                        && star.path("replace_list").isEmpty()
                        && star.path("rename_list").isEmpty()
                        && star.path("qualified_exclude_list").isEmpty()
                        && !star.path("columns").asBoolean();
        if (!plain) {
            add(
                    star,
                    "EXCLUDE, REPLACE, RENAME and COLUMNS(*) are DuckDB's; name the columns",
                    "spark.clause");
        }
    }

    private void judgeExpression(JsonNode node) {
        String kind = text(node, "class");
        if (kind.equals("FUNCTION") || kind.equals("WINDOW")) {
            judgeFunction(node, text(node, "function_name").toLowerCase(Locale.ROOT));
        } else if (FOREIGN_EXPRESSIONS.contains(kind)) {
            add(
                    node,
                    "an expression of kind " + kind + " is not in the common subset",
                    "spark.clause");
        }
    }

    private void judgeFunction(JsonNode node, String name) {
        if (name.equals("/")) {
            judgeDivision(node);
        } else if (!name.isEmpty() && !FUNCTIONS.contains(name)) {
            String instead =
                    INSTEAD.containsKey(name)
                            ? "; write " + INSTEAD.get(name)
                            : Spelling.didYouMean(name, FUNCTIONS);
            add(
                    node,
                    "function "
                            + name
                            + " is not in the common subset of Spark and DuckDB"
                            + instead,
                    "spark.function");
        } else if (REGEX_FUNCTIONS.contains(name)) {
            judgeRegex(node);
        }
    }

    /// Spark fails on a division by zero, DuckDB gives null or infinity.
    private void judgeDivision(JsonNode node) {
        JsonNode divisor = node.path("arguments").path(1).path("expression");
        boolean constant =
                text(divisor, "class").equals("CONSTANT")
                        && !text(divisor.path("literal"), "text").matches("0*\\.?0*");
        boolean guarded = text(divisor, "function_name").equalsIgnoreCase("nullif");
        if (!constant && !guarded) {
            add(
                    node,
                    "a division by zero fails in Spark and is null in DuckDB; write try_divide(a, b)",
                    "spark.division");
        }
    }

    private void judgeRegex(JsonNode node) {
        JsonNode pattern = node.path("arguments").path(1).path("expression");
        String text = text(pattern.path("literal"), "text");
        if (FOREIGN_REGEX.matcher(text).find()) {
            add(
                    pattern,
                    "pattern '"
                            + text
                            + "' uses look-around, flags, back references, classes by name or possessive repetition,"
                            + " which the engines do not share",
                    "spark.regex");
        }
    }

    private void add(JsonNode node, String message, String rule) {
        JsonNode at = node.path("query_location");
        add(at.canConvertToInt() ? at.asInt() : 0, message, rule);
    }

    private void add(int offset, String message, String rule) {
        SqlTree.Position position = SqlTree.Position.of(tree.sql(), offset);
        findings.add(
                new Finding(
                        "",
                        position.line(),
                        position.column(),
                        "",
                        message,
                        rule,
                        Finding.Severity.ERROR));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private static Set<String> functions() {
        Set<String> all = new HashSet<>(FunctionList.words("spark-common-functions.txt"));
        all.addAll(SparkDialect.functions());
        return Set.copyOf(all);
    }
}
