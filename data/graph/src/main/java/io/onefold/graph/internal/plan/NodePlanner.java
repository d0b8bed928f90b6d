package io.onefold.graph.internal.plan;

import io.onefold.catalog.GraphSpec;
import io.onefold.model.Column;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Turns the node mappings and the identifiers of a graph into a plan for each label.
final class NodePlanner {

    private static final String SYSTEM_PREFIX = "_";
    private static final String VALUE = "value";

    private final Relations relations;
    private final UnaryOperator<String> pseudonym;

    NodePlanner(Relations relations, UnaryOperator<String> pseudonym) {
        this.relations = relations;
        this.pseudonym = pseudonym;
    }

    /// The plan of a label.
    ///
    /// @throws OnefoldException (NOT_FOUND, UNPROCESSABLE) if its mapping does not fit the lake
    NodePlan plan(GraphSpec spec, String label) {
        List<NodePlan.Part> parts = new ArrayList<>();
        for (GraphSpec.Node node : spec.nodes(label)) {
            parts.add(part(node));
        }
        for (GraphSpec.Identifier identifier : spec.identifiers()) {
            if (identifier.label().equals(label)) {
                parts.add(valuePart(identifier));
            }
        }
        return new NodePlan(
                label,
                union("label " + label, parts.stream().map(NodePlan.Part::properties).toList()),
                parts);
    }

    private NodePlan.Part part(GraphSpec.Node node) {
        Relation relation = relations.open(node.dataset());
        String use = "key of label " + node.label();
        List<Column> key = node.key().stream().map(c -> relation.column(c, use)).toList();
        boolean rowIsNode = !relation.key().isEmpty() && node.key().containsAll(relation.key());
        return new NodePlan.Part(
                relation,
                node.key(),
                KeyRule.sql(relation, key, Normaliser.EXACT, pseudonym),
                properties(relation, described(relation, node, rowIsNode)),
                rowIsNode);
    }

    /// The columns that become properties. Where the rows of a table share nodes, only those of the
    /// key say something of the node; the others speak of the row.
    private static List<Column> described(
            Relation relation, GraphSpec.Node node, boolean rowIsNode) {
        return relation.columns().stream()
                .filter(c -> !c.name().startsWith(SYSTEM_PREFIX))
                .filter(c -> !node.exclude().contains(c.name()))
                .filter(c -> rowIsNode || relation.key().isEmpty() || node.key().contains(c.name()))
                .toList();
    }

    private NodePlan.Part valuePart(GraphSpec.Identifier identifier) {
        Relation relation = relations.open(identifier.dataset());
        Column value =
                relation.column(identifier.valueColumn(), "value of label " + identifier.label());
        List<Property> properties =
                PropertyRules.of(relation, value, Set.of()).stream()
                        .filter(p -> p.name().equals(value.name()))
                        .map(p -> p.named(VALUE))
                        .toList();
        return new NodePlan.Part(
                relation,
                List.of(value.name()),
                identifierKey(relation, value, identifier, pseudonym),
                properties,
                false);
    }

    /// The key of a shared value's node.
    static String identifierKey(
            Relation relation,
            Column value,
            GraphSpec.Identifier identifier,
            UnaryOperator<String> pseudonym) {
        return KeyRule.sql(
                relation, List.of(value), Normaliser.parse(identifier.normaliser()), pseudonym);
    }

    private static List<Property> properties(Relation relation, List<Column> columns) {
        Set<String> names = columns.stream().map(Column::name).collect(Collectors.toSet());
        return columns.stream()
                .flatMap(c -> PropertyRules.of(relation, c, names).stream())
                .toList();
    }

    /// All properties of several parts, each once.
    ///
    /// @throws OnefoldException (UNPROCESSABLE) if two parts give a property different types
    static List<Property> union(String what, List<List<Property>> parts) {
        Map<String, Property> all = new LinkedHashMap<>();
        for (List<Property> part : parts) {
            for (Property property : part) {
                Property first = all.putIfAbsent(property.name(), property);
                if (first != null && !first.sameTypeAs(property)) {
                    throw new OnefoldException(
                            ErrorCode.UNPROCESSABLE,
                            what
                                    + " gets property '"
                                    + property.name()
                                    + "' as "
                                    + first.typeText()
                                    + " from one dataset and as "
                                    + property.typeText()
                                    + " from another; exclude the column in one of the mappings");
                }
            }
        }
        return List.copyOf(all.values());
    }
}
