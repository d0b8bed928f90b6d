package io.onefold.graph.rings;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.graph.GraphFixture;
import io.onefold.model.Column;
import io.onefold.model.DataType.Simple;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Rings, hops and features over five million edges whose rings are known by their making. The time
/// is printed beside its bound.
@Tag("graph-13")
@Tag("long")
final class RingsAtScaleTest {

    private static final String MANIFESTS =
            """
            name: town
            version: v1
            type: source
            source:
              name: town
              kind: postgres
              connection: {part: postgres, database: town}
              zone: UTC
              tables:
                - {name: people, key: [id]}
                - {name: cards, key: [person, card]}
                - {name: frauds, key: [person]}
            ---
            name: town-graph
            version: v1
            type: graph
            graph:
              nodes:
                - {dataset: town.people, label: Person, key: [id]}
              identifiers:
                - {label: Card, type: USES_CARD, from: Person(id), value: "town.cards(person, card)", hub_above: 10}
              fraud: {dataset: town.frauds, key: [person], known_at: known_at}
            """;

    private static final int PEOPLE = 1_000_000;

    private GraphFixture fixture;

    @BeforeEach
    void open() {
        fixture = new GraphFixture();
        fixture.apply(MANIFESTS);
        fixture.trusted(
                "town.people",
                List.of(Column.required("id", Simple.LONG)),
                "select i as id from range(" + PEOPLE + ") t(i)");
        // Everybody has five cards, one of them shared with the next: chains of ten people.
        fixture.trusted(
                "town.cards",
                List.of(
                        Column.required("person", Simple.LONG),
                        Column.required("card", Simple.STRING)),
                "select i as person, 'own ' || i || ' ' || n as card from range("
                        + PEOPLE
                        + ") t(i), range(4) u(n) union all select i, 'pair ' || i from range("
                        + PEOPLE
                        + ") t(i) union all select i + 1, 'pair ' || i from range("
                        + PEOPLE
                        + ") t(i) where i % 10 < 9");
        fixture.trusted(
                "town.frauds",
                List.of(
                        Column.required("person", Simple.LONG),
                        Column.required("known_at", Simple.TIMESTAMPTZ)),
                "select i * 10 as person, timestamptz '2025-01-01 00:00:00Z' as known_at from range(1000) t(i)");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void fiveMillionEdgesGiveTheRingsThatWereMade() {
        long begun = System.nanoTime();
        RingResult result =
                new Rings(fixture.catalog, fixture.lake)
                        .compute(
                                fixture.spec(),
                                Instant.parse("2025-11-03T00:00:00Z"),
                                fixture.context(GraphFixture.OPERATOR));
        System.out.printf(
                "graph-13: 5.9M edges, %,d customers, %,d rings: %.1f s (bound 60 s)%n",
                result.customers(), result.rings(), (System.nanoTime() - begun) / 1e9);
        assertThat(result.rings()).isEqualTo(PEOPLE / 10);
        assertThat(result.customers()).isEqualTo(PEOPLE);
    }
}
