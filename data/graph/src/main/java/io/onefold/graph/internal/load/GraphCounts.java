package io.onefold.graph.internal.load;

import io.onefold.graph.internal.bolt.Bolt;
import io.onefold.graph.internal.cypher.Cypher;
import io.onefold.graph.internal.plan.ItemName;
import io.onefold.graph.internal.plan.KeyRule;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/// How many nodes and relationships of a load's items the graph holds, asked in few round trips.
///
/// The server's count store answers at once, and its statistics tell all counts of it in one call;
/// a statement for each would cost its planner far more than the answer. But the store counts nodes
/// of other hands too, so an item of which it does not say what is expected is counted one by one.
final class GraphCounts {

    /// Counts of one statement; what the server's planner still takes in its stride.
    private static final int AT_ONCE = 25;

    private final Bolt bolt;

    GraphCounts(Bolt bolt) {
        this.bolt = bolt;
    }

    /// What is to be counted.
    ///
    /// @param alone whether no other item has this one's relationship type
    /// @param expected how many there should be
    record Wanted(ItemName name, boolean alone, long expected) {

        /// Whether the count store has this count: not between two labels.
        boolean isStored() {
            return name instanceof ItemName.Label || alone;
        }
    }

    /// Counts them, each in its place.
    List<Long> found(List<Wanted> all) {
        Map<String, Long> counts = statistics();
        count(
                counts,
                all.stream()
                        .filter(Wanted::isStored)
                        .map(item -> stored(item.name()))
                        .filter(pattern -> !counts.containsKey(pattern)));
        count(
                counts,
                all.stream()
                        .filter(item -> !isAsExpected(item, counts))
                        .map(item -> own(item.name())));
        return all.stream()
                .map(
                        item ->
                                isAsExpected(item, counts)
                                        ? item.expected()
                                        : counts.getOrDefault(own(item.name()), 0L))
                .toList();
    }

    private static boolean isAsExpected(Wanted item, Map<String, Long> counts) {
        return item.isStored() && Objects.equals(counts.get(stored(item.name())), item.expected());
    }

    /// What the server's statistics tell, by pattern; nothing where they may not be asked.
    private Map<String, Long> statistics() {
        Map<String, Long> counts = new HashMap<>();
        try {
            Value data =
                    bolt.read("CALL db.stats.retrieve('GRAPH COUNTS') YIELD data", Map.of())
                            .getFirst()
                            .get("data");
            for (Value nodes : data.get("nodes").values()) {
                if (nodes.containsKey("label")) {
                    counts.put(nodes(nodes.get("label").asString()), nodes.get("count").asLong());
                }
            }
            for (Value links : data.get("relationships").values()) {
                boolean ofAllLabels =
                        !links.containsKey("startLabel") && !links.containsKey("endLabel");
                if (ofAllLabels && links.containsKey("relationshipType")) {
                    counts.put(
                            relationships(links.get("relationshipType").asString()),
                            links.get("count").asLong());
                }
            }
        } catch (OnefoldException e) {
            if (e.code() == ErrorCode.UNAVAILABLE) {
                throw e;
            }
        }
        return counts;
    }

    private void count(Map<String, Long> counts, Stream<String> wanted) {
        List<String> patterns = wanted.distinct().toList();
        for (int from = 0; from < patterns.size(); from += AT_ONCE) {
            List<String> some = patterns.subList(from, Math.min(patterns.size(), from + AT_ONCE));
            String statement =
                    IntStream.range(0, some.size())
                            .mapToObj(i -> "COUNT { " + some.get(i) + " } AS c" + i)
                            .collect(Collectors.joining(",\n  ", "RETURN\n  ", ""));
            Record answer = bolt.read(statement, Map.of()).getFirst();
            IntStream.range(0, some.size())
                    .forEach(i -> counts.put(some.get(i), answer.get("c" + i).asLong()));
        }
    }

    /// What the count store counts.
    private static String stored(ItemName name) {
        return switch (name) {
            case ItemName.Label label -> nodes(label.label());
            case ItemName.Type type -> relationships(type.type());
        };
    }

    private static String nodes(String label) {
        return "(:" + Cypher.name(label) + ")";
    }

    private static String relationships(String type) {
        return "()-[:" + Cypher.name(type) + "]->()";
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
