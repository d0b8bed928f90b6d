package io.onefold.graph.internal.load;

import io.onefold.graph.internal.bolt.Bolt;
import io.onefold.graph.internal.plan.ItemName;
import io.onefold.graph.internal.plan.KeyRule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neo4j.driver.Record;

/// The constraints that make keys unique. They are made when missing and waited for.
final class Constraints {

    private final Bolt bolt;

    Constraints(Bolt bolt) {
        this.bolt = bolt;
    }

    /// Makes what is missing; without anything missing, nothing is written.
    void ensure(List<Item> items) {
        Set<String> there = existing();
        List<Item> missing =
                items.stream()
                        .filter(i -> statement(i).isPresent() && !there.contains(signature(i)))
                        .toList();
        for (Item item : missing) {
            bolt.write(statement(item).orElseThrow(), Map.of());
        }
        if (!missing.isEmpty()) {
            bolt.read("CALL db.awaitIndexes(3600)", Map.of());
        }
    }

    /// The statement that makes an item's constraint, if it has one.
    static Optional<String> statement(Item item) {
        return switch (item) {
            case Item.Nodes nodes -> Optional.of(Statements.constraint(nodes.name()));
            case Item.Links links ->
                    links.keyed()
                            ? Optional.of(Statements.constraint(links.name()))
                            : Optional.empty();
            case Item.Bare bare -> Optional.empty();
        };
    }

    private Set<String> existing() {
        Set<String> signatures = new HashSet<>();
        for (Record constraint :
                bolt.read(
                        "SHOW CONSTRAINTS YIELD entityType, labelsOrTypes, properties", Map.of())) {
            if (constraint.get("properties").asList().equals(List.of(KeyRule.PROPERTY))) {
                signatures.add(
                        constraint.get("entityType").asString()
                                + " "
                                + constraint.get("labelsOrTypes").asList());
            }
        }
        return signatures;
    }

    private static String signature(Item item) {
        return switch (item.name()) {
            case ItemName.Label label -> "NODE [" + label.label() + "]";
            case ItemName.Type type -> "RELATIONSHIP [" + type.type() + "]";
        };
    }
}
