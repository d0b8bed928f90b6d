package io.onefold.graph.internal.plan;

import io.onefold.catalog.GraphSpec;
import io.onefold.model.OnefoldException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// All labels and relationships of a graph in the order of loading, and what of the manifest cannot
/// be loaded.
///
/// @param nodes the labels
/// @param relationships the relationships
/// @param broken items whose mapping does not fit the lake, each with the reason
public record GraphPlan(
        List<NodePlan> nodes,
        List<RelationshipPlan> relationships,
        SequencedMap<ItemName, OnefoldException> broken) {

    public GraphPlan {
        nodes = List.copyOf(nodes);
        relationships = List.copyOf(relationships);
    }

    /// Plans a graph over the lake as it is.
    ///
    /// @param pseudonym wraps a text expression of the engine into its HMAC
    public static GraphPlan of(
            GraphSpec spec, Relations relations, UnaryOperator<String> pseudonym) {
        SequencedMap<ItemName, OnefoldException> broken = new LinkedHashMap<>();
        NodePlanner nodePlanner = new NodePlanner(relations, pseudonym);
        Map<String, NodePlan> nodes = new LinkedHashMap<>();
        for (String label : labels(spec)) {
            attempt(
                    new ItemName.Label(label),
                    broken,
                    () -> nodes.put(label, nodePlanner.plan(spec, label)));
        }
        RelationshipPlanner planner = new RelationshipPlanner(relations, pseudonym, nodes);
        List<RelationshipPlan> relationships = new ArrayList<>();
        grouped(spec.relationships(), GraphPlan::name)
                .forEach(
                        (name, group) ->
                                attempt(
                                        name,
                                        broken,
                                        () -> relationships.add(planner.plan(group))));
        grouped(spec.identifiers(), GraphPlan::name)
                .forEach(
                        (name, group) ->
                                attempt(
                                        name,
                                        broken,
                                        () -> relationships.add(planner.planShared(group))));
        relationships.sort(Comparator.comparingInt(RelationshipPlan::order));
        return new GraphPlan(List.copyOf(nodes.values()), relationships, broken);
    }

    private static Set<String> labels(GraphSpec spec) {
        Set<String> labels = new LinkedHashSet<>();
        spec.nodes().forEach(n -> labels.add(n.label()));
        spec.identifiers().forEach(i -> labels.add(i.label()));
        return labels;
    }

    private static ItemName name(GraphSpec.Relationship mapping) {
        return new ItemName.Type(mapping.type(), mapping.from().label(), mapping.to().label());
    }

    private static ItemName name(GraphSpec.Identifier identifier) {
        return new ItemName.Type(identifier.type(), identifier.from().label(), identifier.label());
    }

    private static <T> Map<ItemName, List<T>> grouped(List<T> all, Function<T, ItemName> name) {
        return all.stream()
                .collect(Collectors.groupingBy(name, LinkedHashMap::new, Collectors.toList()));
    }

    private static void attempt(
            ItemName name, Map<ItemName, OnefoldException> broken, Runnable planning) {
        try {
            planning.run();
        } catch (OnefoldException e) {
            broken.put(name, e);
        }
    }
}
