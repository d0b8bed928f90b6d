package io.onefold.graph.internal.plan;

import io.onefold.catalog.GraphSpec;
import io.onefold.lake.DuckSql;
import io.onefold.model.Column;
import io.onefold.model.DataType.Simple;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Turns the relationship mappings and the identifiers of a graph into a plan for each type and
/// pair of labels.
final class RelationshipPlanner {

    private final Relations relations;
    private final UnaryOperator<String> pseudonym;
    private final Map<String, NodePlan> nodes;

    RelationshipPlanner(
            Relations relations, UnaryOperator<String> pseudonym, Map<String, NodePlan> nodes) {
        this.relations = relations;
        this.pseudonym = pseudonym;
        this.nodes = nodes;
    }

    /// The plan of mappings that share type and labels.
    RelationshipPlan plan(List<GraphSpec.Relationship> mappings) {
        GraphSpec.Relationship first = mappings.getFirst();
        List<Link> links = new ArrayList<>();
        List<List<Property>> properties = new ArrayList<>();
        boolean repeats = false;
        for (GraphSpec.Relationship mapping : mappings) {
            Link link = mapping.via() == null ? direct(mapping) : through(mapping, mapping.via());
            links.add(link);
            properties.add(propertiesOf(link));
            repeats |= link instanceof Link.Through through && repeats(through, mapping);
        }
        List<Property> all = NodePlanner.union("relationship " + first.type(), properties);
        return new RelationshipPlan(
                first.type(),
                first.from().label(),
                first.to().label(),
                all,
                repeats || !all.isEmpty(),
                false,
                mappings.stream().mapToInt(GraphSpec.Relationship::order).min().orElse(0),
                links);
    }

    /// The plan of identifiers that share type and labels.
    RelationshipPlan planShared(List<GraphSpec.Identifier> identifiers) {
        GraphSpec.Identifier first = identifiers.getFirst();
        List<Link> links = new ArrayList<>();
        List<List<Property>> properties = new ArrayList<>();
        for (GraphSpec.Identifier identifier : identifiers) {
            Link.Shared link = shared(identifier);
            links.add(link);
            properties.add(link.properties());
        }
        List<Property> all = NodePlanner.union("relationship " + first.type(), properties);
        return new RelationshipPlan(
                first.type(),
                first.from().label(),
                first.label(),
                all,
                false,
                !all.isEmpty(),
                Integer.MAX_VALUE,
                links);
    }

    private static List<Property> propertiesOf(Link link) {
        return switch (link) {
            case Link.Direct direct -> direct.to().properties();
            case Link.Through through -> through.properties();
            case Link.Shared shared -> shared.properties();
        };
    }

    /// Whether a junction's own key leaves room for several rows of one pair.
    private static boolean repeats(Link.Through link, GraphSpec.Relationship mapping) {
        Set<String> key = link.relation().key();
        GraphSpec.Junction via = Objects.requireNonNull(mapping.via());
        return key.isEmpty()
                || !key.stream()
                        .allMatch(
                                c -> via.fromColumns().contains(c) || via.toColumns().contains(c));
    }

    private Link direct(GraphSpec.Relationship mapping) {
        NodePlan.Part from = part(mapping.from(), mapping.type());
        NodePlan.Part to = part(mapping.to(), mapping.type());
        List<Column> left = columns(from.relation(), mapping.from().columns(), mapping.type());
        List<Column> right = columns(to.relation(), mapping.to().columns(), mapping.type());
        Comparison comparison =
                new Comparison(from.relation(), left, to.relation(), right, mapping.normaliser());
        return new Link.Direct(
                new Side(from, mapping.from().columns(), comparison.left(), List.of()),
                new Side(
                        to,
                        mapping.to().columns(),
                        comparison.right(),
                        properties(to.relation(), mapping)));
    }

    private Link through(GraphSpec.Relationship mapping, GraphSpec.Junction via) {
        NodePlan.Part from = part(mapping.from(), mapping.type());
        NodePlan.Part to = part(mapping.to(), mapping.type());
        Relation junction = relations.open(via.dataset());
        List<Column> ends = new ArrayList<>(columns(junction, via.fromColumns(), mapping.type()));
        ends.addAll(columns(junction, via.toColumns(), mapping.type()));
        int split = via.fromColumns().size();
        Comparison start =
                new Comparison(
                        from.relation(),
                        columns(from.relation(), mapping.from().columns(), mapping.type()),
                        junction,
                        ends.subList(0, split),
                        mapping.normaliser());
        Comparison end =
                new Comparison(
                        junction,
                        ends.subList(split, ends.size()),
                        to.relation(),
                        columns(to.relation(), mapping.to().columns(), mapping.type()),
                        mapping.normaliser());
        return new Link.Through(
                new Side(from, mapping.from().columns(), start.left(), List.of()),
                new Side(to, mapping.to().columns(), end.right(), List.of()),
                junction,
                listingKey(junction, ends),
                start.right(),
                end.left(),
                properties(junction, mapping));
    }

    private Link.Shared shared(GraphSpec.Identifier identifier) {
        NodePlan.Part from = part(identifier.from(), identifier.type());
        Relation uses = relations.open(identifier.dataset());
        List<Column> joins = columns(uses, identifier.joinColumns(), identifier.type());
        Column value = uses.column(identifier.valueColumn(), "value of " + identifier.label());
        Comparison comparison =
                new Comparison(
                        from.relation(),
                        columns(from.relation(), identifier.from().columns(), identifier.type()),
                        uses,
                        joins,
                        Normaliser.EXACT.wireName());
        return new Link.Shared(
                new Side(from, identifier.from().columns(), comparison.left(), List.of()),
                uses,
                listingKey(uses, joins),
                comparison.right(),
                NodePlanner.identifierKey(uses, value, identifier, pseudonym),
                seenProperties(uses, identifier));
    }

    private static List<Property> seenProperties(Relation uses, GraphSpec.Identifier identifier) {
        if (identifier.seenAt() == null) {
            return List.of();
        }
        Column seen = uses.column(identifier.seenAt(), "time of use of " + identifier.label());
        Property property = PropertyRules.of(uses, seen, Set.of()).getFirst();
        return List.of(property.named("first_seen"), property.named("last_seen"));
    }

    private List<Property> properties(Relation relation, GraphSpec.Relationship mapping) {
        String use = "property of " + mapping.type();
        return mapping.properties().stream()
                .map(c -> relation.column(c, use))
                .flatMap(
                        c ->
                                PropertyRules.of(relation, c, Set.copyOf(mapping.properties()))
                                        .stream())
                .toList();
    }

    private NodePlan.Part part(GraphSpec.End end, String type) {
        NodePlan plan = nodes.get(end.label());
        NodePlan.Part part =
                plan == null
                        ? null
                        : plan.parts().stream()
                                .filter(p -> p.relation().dataset().equals(end.dataset()))
                                .findFirst()
                                .orElse(null);
        if (part == null) {
            throw new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "relationship "
                            + type
                            + " needs label "
                            + end.label()
                            + " of dataset "
                            + end.dataset()
                            + ", which is not among the nodes that can be loaded");
        }
        return part;
    }

    private List<Column> columns(Relation relation, List<String> names, String type) {
        return names.stream().map(c -> relation.column(c, "join of " + type)).toList();
    }

    /// A key by which people find a row; hidden where the loader may not see its columns.
    private String listingKey(Relation relation, List<Column> columns) {
        return KeyRule.sql(relation, columns, Normaliser.EXACT, pseudonym);
    }

    /// The two sides of an equality, column by column, brought to one type.
    private record Comparison(
            Relation leftRelation,
            List<Column> leftColumns,
            Relation rightRelation,
            List<Column> rightColumns,
            String normaliserName) {

        private Comparison {
            if (leftColumns.size() != rightColumns.size()) {
                throw new OnefoldException(
                        ErrorCode.UNPROCESSABLE,
                        "a join compares %s of %s with %s of %s; expected as many columns on both sides"
                                .formatted(
                                        names(leftColumns),
                                        leftRelation.dataset(),
                                        names(rightColumns),
                                        rightRelation.dataset()));
            }
        }

        List<String> left() {
            return expressions(leftRelation, leftColumns, rightColumns);
        }

        List<String> right() {
            return expressions(rightRelation, rightColumns, leftColumns);
        }

        private List<String> expressions(Relation relation, List<Column> own, List<Column> other) {
            Normaliser normaliser = Normaliser.parse(normaliserName);
            List<String> all = new ArrayList<>();
            for (int i = 0; i < own.size(); i++) {
                all.add(expression(relation, own.get(i), other.get(i), normaliser));
            }
            return all;
        }

        private static String expression(
                Relation relation, Column own, Column other, Normaliser normaliser) {
            if (normaliser == Normaliser.EXACT && comparable(own, other)) {
                return DuckSql.name(own.name());
            }
            return normaliser.sql(KeyRule.textOf(relation, own));
        }

        private static boolean comparable(Column one, Column other) {
            return one.type().equals(other.type()) || (isInteger(one) && isInteger(other));
        }

        private static boolean isInteger(Column column) {
            return column.type() == Simple.INT || column.type() == Simple.LONG;
        }

        private static String names(List<Column> columns) {
            return columns.stream().map(Column::name).collect(Collectors.joining(", "));
        }
    }
}
