package io.onefold.lake.internal.sql;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Judges a reader's SELECT: which governed tables it names, and that it reaches nothing else.
/// Everything is allowed by list: the kinds of relations, the table functions, and the functions;
/// what a newer engine brings is refused until somebody has looked at it.
public final class ReaderSql {

    private static final Set<String> RELATIONS =
            Set.of(
                    "BASE_TABLE",
                    "SUBQUERY",
                    "JOIN",
                    "EXPRESSION_LIST",
                    "EMPTY",
                    "TABLE_FUNCTION",
                    "PIVOT");
    private static final Set<String> TABLE_FUNCTIONS = Set.of("unnest", "range", "generate_series");
    private static final Set<String> FUNCTIONS = functions();

    private final SqlTree tree;
    private final Set<List<String>> tables = new LinkedHashSet<>();

    private ReaderSql(SqlTree tree) {
        this.tree = tree;
    }

    /// The addresses of the tables that a query reads, as it spells them, two or three parts each.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming what is not allowed and where it stands
    public static Set<List<String>> tables(SqlTree tree) {
        ReaderSql judge = new ReaderSql(tree);
        judge.visit(tree.root(), Set.of());
        return judge.tables;
    }

    /// @param scope the names of common table expressions that can be seen here, in lower case
    private void visit(JsonNode node, Set<String> scope) {
        if (node.isArray()) {
            node.forEach(child -> visit(child, scope));
            return;
        }
        if (!node.isObject()) {
            return;
        }
        Set<String> inner = node.has("cte_map") ? visitCommonTables(node, scope) : scope;
        if (text(node, "type").equals("RECURSIVE_CTE_NODE")) {
            inner = with(inner, text(node, "cte_name"));
        }
        judge(node, inner);
        for (var child : node.properties()) {
            if (!child.getKey().equals("cte_map")) {
                visit(child.getValue(), inner);
            }
        }
    }

    /// A common table expression sees those before it, never itself (a recursive one brings its
    /// name along) or later ones.
    private Set<String> visitCommonTables(JsonNode node, Set<String> scope) {
        Set<String> seen = scope;
        for (JsonNode entry : node.path("cte_map").path("map")) {
            visit(entry.path("value"), seen);
            seen = with(seen, text(entry, "key"));
        }
        return seen;
    }

    private static Set<String> with(Set<String> scope, String name) {
        Set<String> more = new HashSet<>(scope);
        more.add(name.toLowerCase(Locale.ROOT));
        return more;
    }

    private void judge(JsonNode node, Set<String> scope) {
        if (node.has("from_table")) {
            judgeRelation(node.path("from_table"));
        }
        String type = text(node, "type");
        switch (type) {
            case "BASE_TABLE" -> judgeTable(node, scope);
            case "TABLE_FUNCTION" -> judgeTableFunction(node);
            case "JOIN" -> {
                judgeRelation(node.path("left"));
                judgeRelation(node.path("right"));
            }
            case "PIVOT" -> judgeRelation(node.path("source"));
            default -> judgeExpression(node);
        }
    }

    private void judgeRelation(JsonNode relation) {
        String type = text(relation, "type");
        if (relation.isObject() && !RELATIONS.contains(type)) {
            throw refused(
                    relation,
                    "a relation of kind " + type + " is not allowed",
                    "tables, subqueries and joins");
        }
    }

    private void judgeTable(JsonNode node, Set<String> scope) {
        List<String> path = new ArrayList<>();
        node.path("qualified_name").path("path").forEach(part -> path.add(part.asString()));
        if (node.path("at_clause").isObject()) {
            throw refused(
                    node, "AT is not allowed in the SQL", "the moment beside the query (as-of)");
        }
        if (path.size() == 1) {
            if (!scope.contains(path.getFirst().toLowerCase(Locale.ROOT))) {
                throw refused(
                        node,
                        "'" + path.getFirst() + "' is not a table of the lake",
                        "its full name, such as trusted.source.table (a file cannot be read here)");
            }
            return;
        }
        if (path.size() > 3) {
            throw refused(
                    node,
                    "'" + String.join(".", path) + "' is not a table of the lake",
                    "two or three parts");
        }
        tables.add(List.copyOf(path));
    }

    private void judgeTableFunction(JsonNode node) {
        String name = text(node.path("function"), "function_name").toLowerCase(Locale.ROOT);
        if (!TABLE_FUNCTIONS.contains(name)) {
            throw refused(
                    node,
                    "table function " + name + " is not allowed",
                    "one of " + sorted(TABLE_FUNCTIONS));
        }
    }

    private void judgeExpression(JsonNode node) {
        switch (text(node, "class")) {
            case "FUNCTION", "WINDOW" -> {
                String name = text(node, "function_name").toLowerCase(Locale.ROOT);
                if (!FUNCTIONS.contains(name) && !isWindowWord(node)) {
                    throw refused(
                            node,
                            "function "
                                    + name
                                    + " is not allowed"
                                    + Spelling.didYouMean(name, FUNCTIONS),
                            "a function that only computes from its arguments");
                }
            }
            case "PARAMETER" ->
                    throw refused(node, "a parameter is not allowed", "the value itself");
            default -> {}
        }
    }

    /// Window nodes of ranking functions carry their kind as type and no name.
    private static boolean isWindowWord(JsonNode node) {
        return text(node, "class").equals("WINDOW") && text(node, "function_name").isEmpty();
    }

    private OnefoldException refused(JsonNode node, String what, String expected) {
        String position = tree.positionOf(node);
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                what
                        + (position.isEmpty() ? "" : " (" + position + ")")
                        + "; expected "
                        + expected);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    /// Each computes from its arguments alone, also those of Spark.
    private static Set<String> functions() {
        Set<String> all = new HashSet<>(FunctionList.words("reader-functions.txt"));
        all.addAll(SparkDialect.functions());
        return Set.copyOf(all);
    }

    private static String sorted(Set<String> words) {
        return words.stream().sorted().collect(Collectors.joining(", "));
    }
}
