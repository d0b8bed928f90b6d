package io.onefold.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.GraphRun;
import io.onefold.model.Column;
import io.onefold.model.DataType.ListOf;
import io.onefold.model.DataType.Simple;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Record;

/// What manifests can say, and what becomes of the graph when they say something else.
final class GraphMappingTest {

    private static final String ODD_NAMES =
            """
            name: odd
            version: v1
            type: source
            source:
              name: odd
              kind: postgres
              connection: {part: postgres, database: odd, prefix: ODD_}
              zone: UTC
              tables:
                - {name: order, key: [id]}
                - {name: nothing, key: [id]}
            ---
            name: lending
            version: v1
            type: graph
            graph:
              nodes:
                - {dataset: odd.order, label: Order, key: [id]}
                - {dataset: odd.nothing, label: Match, key: [id]}
              relationships:
                - {type: RETURN, from: Order(id), to: Match(id)}
            """;

    private GraphFixture fixture;
    private Library library;

    @BeforeEach
    void open() {
        fixture = new GraphFixture();
        library = new Library(fixture);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aColumnThatIsExcludedLaterLeavesTheGraph() {
        fixture.loadDeep();
        fixture.apply(
                Library.SOURCES
                        + Library.GRAPH.replace(
                                "{secret: credential}", "{secret: credential, fee: internal}"));
        GraphResult result = fixture.loadDeep();
        assertThat(result.item("Reader").orElseThrow().updated())
                .as("those that had one")
                .isEqualTo(2);
        assertThat(
                        fixture.count(
                                "MATCH (r:Reader) WHERE r.fee IS NOT NULL OR r.fee_minor IS NOT NULL RETURN count(r)"))
                .isZero();
        assertThat(fixture.count("MATCH (:Reader)-[x:WROTE]->() RETURN count(x)"))
                .as("joins are computed in the lake")
                .isEqualTo(1);
    }

    @Test
    void labelsAndTypesThatLeaveTheMappingLeaveTheGraph() {
        fixture.loadDeep();
        fixture.apply(
                Library.SOURCES
                        + Library.GRAPH
                                .replaceAll("(?m)^.*WROTE.*\\n", "")
                                .replaceAll("(?m)^.*label: Letter.*\\n", ""));
        GraphResult result = fixture.loadDeep();
        assertThat(result.item("Letter").orElseThrow().deleted()).isEqualTo(3);
        assertThat(fixture.count("MATCH (n:Letter) RETURN count(n)")).isZero();
        assertThat(fixture.loadDeep().item("Letter")).isEmpty();
    }

    @Test
    void relationshipsThatGainOrLoseTheirPropertiesAreMadeAnew() {
        fixture.loadDeep();
        String plain =
                Library.SOURCES
                        + Library.GRAPH
                                .replace("      properties: [lent_at]\n", "")
                                .replace(
                                        "via: library.loans(reader_id, isbn)",
                                        "via: library.loans(reader_id, isbn)");
        fixture.apply(plain);
        fixture.loadDeep();
        assertThat(
                        fixture.count(
                                "MATCH ()-[x:BORROWED]->() WHERE x.lent_at IS NULL RETURN count(x)"))
                .as("a junction with a key of its own can repeat a pair")
                .isEqualTo(2);
        fixture.apply(Library.SOURCES + Library.GRAPH);
        fixture.loadDeep();
        assertThat(
                        fixture.count(
                                "MATCH ()-[x:BORROWED]->() WHERE x.lent_at IS NOT NULL RETURN count(x)"))
                .isEqualTo(2);
    }

    @Test
    void aTableCanFeedSeveralLabelsAndALabelComeFromSeveralTables() {
        fixture.apply(
                Library.SOURCES
                        + """
                        name: lending
                        version: v1
                        type: graph
                        graph:
                          nodes:
                            - {dataset: library.loans, label: Loan, key: [loan_id]}
                            - {dataset: library.loans, label: Title, key: [isbn]}
                            - {dataset: library.books, label: Title, key: [isbn]}
                          relationships:
                            - {type: OF, from: Loan(isbn), to: Title@library.loans(isbn)}
                            - {type: OF, from: Loan(isbn), to: Title@library.books(isbn)}
                        """);
        library.loans(
                """
                (1, 1, 'b1', null), (2, 1, 'b1', null), (3, 2, 'gone', null), (4, 2, null, null)""");
        GraphResult result = fixture.loadDeep();
        assertThat(result.item("Title").orElseThrow().created()).isEqualTo(3);
        assertThat(
                        fixture
                                .cypher(
                                        "MATCH (l:Loan)-[:OF]->(t:Title) RETURN l.loan_id + t._key AS p ORDER BY p")
                                .stream()
                                .map(r -> r.get("p").asString()))
                .containsExactly("1b1", "2b1", "3gone");
        assertThat(
                        fixture.cypher("MATCH (t:Title {isbn: 'gone'}) RETURN keys(t) AS k")
                                .getFirst()
                                .get("k")
                                .asList())
                .as("a loan says nothing of a title but its number")
                .containsExactlyInAnyOrder("_key", "isbn");
        assertThat(
                        fixture.control(
                                "select i ->> 'without_key' from control.graph_run, jsonb_array_elements(reconciliation -> 'items') i where i ->> 'item' = 'Title'"))
                .containsExactly("1");
    }

    @Test
    void sharedValuesBecomeNodesWithTheTimesOfTheirUse() {
        fixture.apply(
                Library.SOURCES
                        + Library.GRAPH
                        + """
                          identifiers:
                            - label: Isbn
                              type: HELD
                              from: Reader(reader_id)
                              value: library.loans(reader_id, isbn)
                              seen_at: lent_at
                              hub_above: 5
                        """
                                .indent(0)
                                .replaceAll("(?m)^(?=.)", "  ")
                                .replaceAll("(?m)^    identifiers", "  identifiers")
                                .replaceAll("(?m)^      ", "    "));
        library.loans(
                """
                (1, 1, 'b1', timestamptz '2024-01-01 00:00:00Z'), (2, 1, 'b1', timestamptz '2024-03-01 00:00:00Z'),
                (3, 2, 'b1', timestamptz '2024-02-01 00:00:00Z'), (4, 9, 'b9', null), (5, 2, null, null)""");
        fixture.loadDeep();
        Record used =
                fixture.cypher(
                                "MATCH (r:Reader {reader_id: 1})-[x:HELD]->(i:Isbn) RETURN i, x.first_seen AS f, x.last_seen AS l, COUNT { (i)<-[:HELD]-() } AS d")
                        .getFirst();
        assertThat(used.get("i").asMap()).containsEntry("value", "b1").containsEntry("_key", "b1");
        assertThat(used.get("f").asOffsetDateTime()).hasToString("2024-01-01T00:00Z");
        assertThat(used.get("l").asOffsetDateTime()).hasToString("2024-03-01T00:00Z");
        assertThat(used.get("d").asLong()).isEqualTo(2);
        assertThat(fixture.count("MATCH (i:Isbn) RETURN count(i)")).isEqualTo(2);
    }

    @Test
    void oddNamesAndValuesArriveAsTheyAre() {
        List<Column> odd =
                List.of(
                        Column.required("id", Simple.STRING),
                        Column.optional("select", Simple.STRING),
                        Column.optional("two words", Simple.LONG),
                        Column.optional("back`tick\"quote'", Simple.STRING),
                        Column.optional("größe\\u0041", new ListOf(Simple.STRING)),
                        Column.optional("match", Simple.DOUBLE));
        fixture.apply(ODD_NAMES);
        fixture.trusted(
                "odd.order",
                odd,
                "select chr(31) || 'k\\' as id, repeat('é', 600) as \"select\", (-9223372036854775807 - 1)::bigint as \"two words\","
                        + " 'a\"b`c''\\u0041' || chr(10) || chr(0x1f600::int) as \"back`tick\"\"quote'\", ['', 'x;y'] as \"größe\\u0041\", '-inf'::double as \"match\""
                                .replace("0x1f600::int", "128512"));
        fixture.trusted(
                "odd.nothing",
                List.of(Column.required("id", Simple.STRING)),
                "select 'x' as id limit 0");
        GraphResult result = fixture.loadDeep();
        List<String> right = fixture.everything();
        assertThat(
                        fixture.cypher("MATCH (o:Order) RETURN properties(o) AS p")
                                .getFirst()
                                .get("p")
                                .asMap())
                .containsEntry("two words", Long.MIN_VALUE)
                .containsEntry("back`tick\"quote'", "a\"b`c'\\u0041\n\ud83d\ude00")
                .containsEntry("größe\\u0041", List.of("", "x;y"))
                .containsEntry("match", Double.NEGATIVE_INFINITY)
                .containsEntry("_key", "\\sk\\\\");
        fixture.wipe();
        fixture.graphLoad()
                .replay(result.script(), fixture.context(GraphFixture.OPERATOR))
                .requireSucceeded();
        assertThat(fixture.everything()).isEqualTo(right);
    }

    @Test
    void manyWritersAgreeOnRelationshipsWithinOneLabel() {
        fixture.apply(
                Library.SOURCES
                        + """
                        name: lending
                        version: v1
                        type: graph
                        graph:
                          nodes:
                            - {dataset: library.loans, label: Loan, key: [loan_id]}
                          relationships:
                            - {type: NEXT, from: Loan(reader_id), to: Loan(loan_id)}
                        """);
        fixture.trusted(
                "library.loans",
                Library.LOANS,
                "select range as loan_id, cast((range * 7919 + 5) % 30000 as integer) as reader_id, 'b' as isbn, timestamptz '2024-01-01 00:00:00Z' as lent_at from range(30000)");
        GraphResult result =
                fixture.load(
                                GraphRun.Mode.INCREMENTAL,
                                fixture.options().withDeep(true).withShards(4))
                        .requireSucceeded();
        assertThat(result.item("(Loan)-[NEXT]->(Loan)").orElseThrow().created()).isEqualTo(30_000);
    }
}
