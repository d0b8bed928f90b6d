package io.onefold.quality.internal;

import io.onefold.lake.SparkSql;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An SQL expression over the columns of one row, as the engine parsed it.
///
/// @param tree the engine's syntax tree of the expression
/// @param source the text the tree's byte offsets point into
public record Expression(JsonNode tree, String source) {

    /// The node classes that would make an expression read more than its row.
    private static final Set<String> REFUSED =
            Set.of("SUBQUERY", "WINDOW", "STAR", "PARAMETER", "POSITIONAL_REFERENCE");

    public Expression {
        requireRowOnly(tree);
    }

    /// The columns the expression reads, as it spells them, in order of appearance.
    public Set<String> columns() {
        Set<String> found = new LinkedHashSet<>();
        eachColumn(tree, Set.of(), names -> found.add(names.get(0).asString()));
        return found;
    }

    /// The functions the expression calls, in lower case.
    public Set<String> functions() {
        Set<String> found = new LinkedHashSet<>();
        eachNode(
                tree,
                node -> {
                    if (node.path("class").asString("").equals("FUNCTION")) {
                        found.add(node.path("function_name").asString("").toLowerCase(Locale.ROOT));
                    }
                });
        return found;
    }

    /// The functions and types the expression names, in lower case.
    public Set<String> names() {
        Set<String> found = new LinkedHashSet<>();
        eachNode(tree, node -> nameOf(node).ifPresent(found::add));
        return found;
    }

    /// The same expression with every function and type of Spark's dialect named by its address, so
    /// that other SQL on the engine keeps its own.
    public Expression addressed() {
        JsonNode copy = tree.deepCopy();
        eachNode(
                copy,
                node ->
                        nameOf(node)
                                .flatMap(SparkSql::address)
                                .ifPresent(address -> place((ObjectNode) node, address)));
        return new Expression(copy, source);
    }

    private static void place(ObjectNode named, List<String> address) {
        named.put("catalog", address.get(0));
        named.put("schema", address.get(1));
        ArrayNode path = named.putObject("qualified_name").putArray("path");
        address.forEach(path::add);
    }

    /// The name of a function or type that is given without an address.
    private static Optional<String> nameOf(JsonNode node) {
        boolean bare = node.path("qualified_name").path("path").size() == 1;
        String name =
                switch (node.path("class").asString("")) {
                    case "FUNCTION" -> node.path("function_name").asString("");
                    case "TYPE" -> node.path("type_name").asString("");
                    default -> "";
                };
        return bare && !name.isEmpty()
                ? Optional.of(name.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /// The same expression with every column renamed.
    ///
    /// @param newName the column's new name by its spelling here
    public Expression renamed(UnaryOperator<String> newName) {
        JsonNode copy = tree.deepCopy();
        eachColumn(copy, Set.of(), names -> names.set(0, newName.apply(names.get(0).asString())));
        return new Expression(copy, source);
    }

    /// The parts joined by AND at the top, at least one.
    public List<Expression> conjuncts() {
        if (!type().equals("CONJUNCTION_AND")) {
            return List.of(this);
        }
        List<Expression> parts = new ArrayList<>();
        tree.path("children")
                .forEach(child -> parts.addAll(new Expression(child, source).conjuncts()));
        return parts;
    }

    /// The engine's word for the outermost operation, for example `CONJUNCTION_OR`.
    public String type() {
        return tree.path("type").asString("");
    }

    /// The byte offset of an AND that stands beside an OR without parentheses, so that it binds
    /// first.
    public Optional<Integer> bareAndBesideOr() {
        byte[] text = source.getBytes(StandardCharsets.UTF_8);
        List<Integer> found = new ArrayList<>();
        eachNode(
                tree,
                node -> {
                    if (node.path("type").asString("").equals("CONJUNCTION_OR")) {
                        boolean first = true;
                        for (JsonNode child : node.path("children")) {
                            int start = child.path("query_location").asInt(-1);
                            int end = start + child.path("query_location_length").asInt(0);
                            boolean enclosed =
                                    first
                                            ? charAfter(text, end) == ')'
                                            : charBefore(text, start) == '(';
                            if (child.path("type").asString("").equals("CONJUNCTION_AND")
                                    && !enclosed) {
                                found.add(start);
                            }
                            first = false;
                        }
                    }
                });
        return found.stream().findFirst();
    }

    /// The calls of one of these functions with a constant text as second argument: the texts.
    public List<String> constantSecondArguments(Set<String> functions) {
        List<String> found = new ArrayList<>();
        eachNode(
                tree,
                node -> {
                    if (node.path("class").asString("").equals("FUNCTION")
                            && functions.contains(
                                    node.path("function_name")
                                            .asString("")
                                            .toLowerCase(Locale.ROOT))) {
                        JsonNode literal =
                                node.path("arguments").path(1).path("expression").path("literal");
                        if (literal.path("kind").asString("").equals("STRING")) {
                            found.add(literal.path("text").asString(""));
                        }
                    }
                });
        return found;
    }

    private static char charBefore(byte[] text, int start) {
        int at = start - 1;
        while (at >= 0 && Character.isWhitespace(text[at])) {
            at--;
        }
        return at < 0 ? ' ' : (char) text[at];
    }

    private static char charAfter(byte[] text, int end) {
        int at = end;
        while (at < text.length && Character.isWhitespace(text[at])) {
            at++;
        }
        return at >= text.length ? ' ' : (char) text[at];
    }

    private static void requireRowOnly(JsonNode tree) {
        eachNode(
                tree,
                node -> {
                    String nodeClass = node.path("class").asString("");
                    if (REFUSED.contains(nodeClass)) {
                        throw new OnefoldException(
                                ErrorCode.INVALID_INPUT,
                                "a "
                                        + nodeClass.toLowerCase(Locale.ROOT).replace('_', ' ')
                                        + " is not allowed here; expected an expression over the columns of one row");
                    }
                });
    }

    private static void eachNode(JsonNode node, Consumer<JsonNode> visit) {
        visit.accept(node);
        node.forEach(child -> eachNode(child, visit));
    }

    private static void eachColumn(JsonNode node, Set<String> locals, Consumer<ArrayNode> visit) {
        String nodeClass = node.path("class").asString("");
        if (nodeClass.equals("COLUMN_REF") && node instanceof ObjectNode reference) {
            ArrayNode names = (ArrayNode) reference.get("column_names");
            if (!locals.contains(names.get(0).asString().toLowerCase(Locale.ROOT))) {
                visit.accept(names);
            }
            return;
        }
        Set<String> inner = locals;
        if (nodeClass.equals("LAMBDA")) {
            Set<String> more = new HashSet<>(locals);
            eachColumn(
                    node.path("lhs"),
                    Set.of(),
                    names -> more.add(names.get(0).asString().toLowerCase(Locale.ROOT)));
            inner = more;
        }
        for (JsonNode child : node) {
            eachColumn(child, inner, visit);
        }
    }
}
