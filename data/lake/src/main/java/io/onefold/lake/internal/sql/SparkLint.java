package io.onefold.lake.internal.sql;

import io.onefold.model.Finding;
import io.onefold.model.OnefoldException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Names what a SELECT uses outside the common subset of Spark and DuckDB: functions, types,
/// relations, clauses and signs that one of them lacks or reads otherwise. In a text a backslash is
/// a backslash, as in DuckDB; Spark reads it so with `spark.sql.parser.escapedStringLiterals`. What
/// it cannot see are differences by type, such as the scale of an average of decimals.
public final class SparkLint {

    private static final Set<String> RELATIONS =
            Set.of("BASE_TABLE", "SUBQUERY", "JOIN", "EXPRESSION_LIST", "EMPTY");

    private static final Set<String> TABLE_FUNCTIONS = Set.of("range");

    /// What an interval literal is parsed into; Spark has no such functions.
    private static final Pattern INTERVAL_FUNCTION =
            Pattern.compile("to_(seconds|minutes|hours|days|weeks|months|years)");

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
                .sorted(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column))
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
        String function = text(relation.path("function"), "function_name");
        boolean shared =
                RELATIONS.contains(type)
                        || TABLE_FUNCTIONS.contains(function.toLowerCase(Locale.ROOT));
        if (relation.isObject() && !shared) {
            add(
                    relation,
                    "a relation of kind " + type + " is not in the common subset",
                    "spark.relation");
        }
    }

    private void judgeType(JsonNode node) {
        String name = text(node, "type_name").toLowerCase(Locale.ROOT);
        if (SparkWords.isType(name)) {
            return;
        }
        add(
                node,
                "type " + name + " is not in the common subset" + SparkWords.insteadOfType(name),
                "spark.type");
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
        } else if (!name.isEmpty() && !SparkWords.isFunction(name)) {
            add(
                    node,
                    "function "
                            + name
                            + " is not in the common subset of Spark and DuckDB"
                            + SparkWords.insteadOf(name),
                    "spark.function");
        } else if (REGEX_FUNCTIONS.contains(name)) {
            judgeRegex(node);
        }
        if (SparkWords.isFunction(name) && isWritten(node, name)) {
            judgeCall(node, name);
        }
    }

    /// Whether a function is called by its name, not what the parser makes of a sign or literal.
    private boolean isWritten(JsonNode node, String name) {
        return tree.sql().regionMatches(true, offset(node), name, 0, name.length());
    }

    /// What is right of a function's name and wrong of its call.
    private void judgeCall(JsonNode node, String name) {
        int arguments = node.path("arguments").size();
        Set<Integer> arities = SparkDialect.arities(name);
        if (!arities.isEmpty() && !arities.contains(arguments)) {
            add(
                    node,
                    "function "
                            + name
                            + " takes "
                            + arities.stream()
                                    .sorted()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(" or "))
                            + " arguments in Spark; found "
                            + arguments,
                    "spark.function");
        }
        if (node.path("order_bys").path("orders").size() > 0
                && text(node, "class").equals("FUNCTION")) {
            add(
                    node,
                    "ORDER BY inside a call is DuckDB's; write in_place_order(collect_list(placed(place, text)))",
                    "spark.clause");
        }
        if (INTERVAL_FUNCTION.matcher(name).matches()) {
            add(
                    node,
                    "function "
                            + name
                            + " is DuckDB's; write make_interval(years, months, weeks, days, hours)",
                    "spark.function");
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
        add(offset(node), message, rule);
    }

    /// Where a node begins; the parser does not say it of every one, then where its first part
    /// does.
    private static int offset(JsonNode node) {
        int own = located(node);
        return own == Integer.MAX_VALUE ? 0 : own;
    }

    private static int located(JsonNode node) {
        JsonNode at = node.path("query_location");
        if (at.canConvertToInt()) {
            return at.asInt();
        }
        int first = Integer.MAX_VALUE;
        for (JsonNode child : node) {
            first = Math.min(first, located(child));
        }
        return first;
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
}
