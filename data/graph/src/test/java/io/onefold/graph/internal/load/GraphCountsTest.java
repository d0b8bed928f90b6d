package io.onefold.graph.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.graph.TestNeo4j;
import io.onefold.graph.internal.bolt.Bolt;
import io.onefold.graph.internal.bolt.Pause;
import io.onefold.graph.internal.load.GraphCounts.Wanted;
import io.onefold.graph.internal.plan.ItemName;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a load counts in the graph is its own, whoever else writes there.
final class GraphCountsTest {

    private static final int LABELS = 60;

    private Bolt bolt;

    @BeforeEach
    void open() {
        bolt = Bolt.open(TestNeo4j.empty().address(), Pause.DOUBLING);
    }

    @AfterEach
    void close() {
        bolt.close();
    }

    @Test
    void manyItemsAreCountedEachInItsPlace() {
        IntStream.range(0, LABELS)
                .forEach(
                        i ->
                                write(
                                        "UNWIND range(1, %d) AS i CREATE (:`odd `` label %d` {_key: toString(i)})"
                                                .formatted(i, i)));
        List<Wanted> wanted =
                IntStream.range(0, LABELS)
                        .mapToObj(i -> new Wanted(new ItemName.Label("odd ` label " + i), false, i))
                        .toList();

        assertThat(new GraphCounts(bolt).found(wanted))
                .isEqualTo(IntStream.range(0, LABELS).mapToObj(Long::valueOf).toList());
    }

    @Test
    void nodesAndRelationshipsOfOtherHandsAreNotCounted() {
        write(
                """
                CREATE (a:Shop {_key: 'a'})-[:SELLS]->(:Item {_key: 'b'})
                CREATE (a)-[:SELLS]->(:Item)
                CREATE (:Shop)-[:SELLS]->(:Item {_key: 'c'})""");

        assertThat(
                        new GraphCounts(bolt)
                                .found(
                                        List.of(
                                                new Wanted(new ItemName.Label("Shop"), false, 1),
                                                new Wanted(
                                                        new ItemName.Type("SELLS", "Shop", "Item"),
                                                        true,
                                                        1),
                                                new Wanted(new ItemName.Label("Item"), false, 3),
                                                new Wanted(new ItemName.Label("Gone"), false, 4))))
                .as("a store that holds as many as expected is believed: --deep looks at each")
                .containsExactly(1L, 1L, 3L, 0L);
    }

    @Test
    void aTypeBetweenSeveralLabelsIsCountedForEachPair() {
        write(
                """
                UNWIND range(1, 3) AS i
                CREATE (a:Shop {_key: toString(i)})-[:USES]->(:Card {_key: toString(i)})
                FOREACH (_ IN CASE WHEN i = 1 THEN [1] END | CREATE (a)-[:USES]->(:Ip {_key: '1'}))""");

        assertThat(
                        new GraphCounts(bolt)
                                .found(
                                        List.of(
                                                new Wanted(
                                                        new ItemName.Type("USES", "Shop", "Card"),
                                                        false,
                                                        4),
                                                new Wanted(
                                                        new ItemName.Type("USES", "Shop", "Ip"),
                                                        false,
                                                        4))))
                .containsExactly(3L, 1L);
    }

    private void write(String statement) {
        bolt.write(statement, Map.of());
    }
}
