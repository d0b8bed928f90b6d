package io.onefold.graph.internal.load;

import io.onefold.graph.internal.bolt.Bolt;
import io.onefold.graph.internal.cypher.Cypher;
import io.onefold.graph.internal.plan.ItemName;
import io.onefold.graph.internal.plan.KeyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.neo4j.driver.Record;

/// How many nodes and relationships of a load's items the graph holds, asked in few round trips.
///
/// The server's count store answers at once, and one statement asks it for many items: planning a
/// statement costs far more than this answer. But it counts nodes of other hands too, so an item
/// for which it does not say what is expected is counted one by one.
final class GraphCounts {

    /// Items of one statement; what the server's planner still takes in its stride.
    private static final int ITEMS_MAX = 25;

    private final Bolt bolt;

    GraphCounts(Bolt bolt) {
        this.bolt = bolt;
    }

    /// What is to be counted.
    ///
    /// @param alone whether no other item has this one's relationship type
    /// @param expected how many there should be
    record Wanted(ItemName name, boolean alone, long expected) {}

    /// Counts them, each in its place.
    List<Long> found(List<Wanted> all) {
        List<Long> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += ITEMS_MAX) {
            List<Wanted> part = all.subList(from, Math.min(all.size(), from + ITEMS_MAX));
            found.addAll(counts(part.stream().map(GraphCounts::pattern).toList()));
        }
        for (int i = 0; i < all.size(); i++) {
            Wanted item = all.get(i);
            if (isStored(item) && found.get(i) != item.expected()) {
                found.set(i, counts(List.of(own(item.name()))).getFirst());
            }
        }
        return found;
    }

    private List<Long> counts(List<String> patterns) {
        String statement =
                IntStream.range(0, patterns.size())
                        .mapToObj(i -> "COUNT { " + patterns.get(i) + " } AS c" + i)
                        .collect(Collectors.joining(",\n  ", "RETURN\n  ", ""));
        Record answer = bolt.read(statement, Map.of()).getFirst();
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            counts.add(answer.get("c" + i).asLong());
        }
        return counts;
    }

    /// Whether the count store has an item's count: not between two labels.
    private static boolean isStored(Wanted item) {
        return item.name() instanceof ItemName.Label || item.alone();
    }

    private static String pattern(Wanted item) {
        if (!isStored(item)) {
            return own(item.name());
        }
        return switch (item.name()) {
            case ItemName.Label label -> "(:" + Cypher.name(label.label()) + ")";
            case ItemName.Type type -> "()-[:" + Cypher.name(type.type()) + "]->()";
        };
    }

    /// What Onefold itself wrote of an item.
    private static String own(ItemName name) {
        return switch (name) {
            case ItemName.Label label ->
                    "(n:%s) WHERE n.%s IS NOT NULL"
                            .formatted(Cypher.name(label.label()), KeyRule.PROPERTY);
            case ItemName.Type type ->
                    "(a:%s)-[:%s]->(b:%s) WHERE a.%4$s IS NOT NULL AND b.%4$s IS NOT NULL"
                            .formatted(
                                    Cypher.name(type.from()),
                                    Cypher.name(type.type()),
                                    Cypher.name(type.to()),
                                    KeyRule.PROPERTY);
        };
    }
}
