package io.onefold.graph.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.graph.GraphFixture;
import io.onefold.graph.GraphLoad;
import io.onefold.graph.query.GraphServer;
import io.onefold.lake.Governance;
import io.onefold.model.Column;
import io.onefold.model.DataType.Simple;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A graph of people, cards and one plan that all but ten of them have: persons 1 to 400; 1 and 2
/// share card c1, 2 and 3 share c2, 4 to 34 share c3, which is a hub; 401 to 410 have nothing.
class ExplorerTest {

    private static final Principal ANA =
            new Principal("ana", Set.of(), Set.of(Permission.DATA_READ), false);

    private static final String MANIFESTS =
            """
            name: people
            version: v1
            type: source
            source:
              name: people
              kind: postgres
              connection: {part: postgres, database: people}
              zone: UTC
              tables:
                - {name: persons, key: [id], tags: {full_name: [PII.Name], secret: [PII.Unspoken]}}
                - {name: plans, key: [plan]}
                - {name: cards, key: [id, card]}
                - {name: mails, key: [mail], tags: {mail: [PII.Email]}}
            ---
            name: network
            version: v1
            type: graph
            graph:
              nodes:
                - {dataset: people.persons, label: Person, key: [id]}
                - {dataset: people.plans, label: Plan, key: [plan]}
                - {dataset: people.mails, label: Mail, key: [mail]}
              relationships:
                - {type: HAS_PLAN, from: Person(plan), to: Plan(plan)}
                - {type: WRITES_AS, from: Person(id), to: Mail(person)}
              identifiers:
                - {label: Card, type: USES_CARD, from: Person(id), value: "people.cards(id, card)", hub_above: 10}
              options: {mask: false}
            """;

    private static GraphFixture fixture;
    private static GraphServer server;
    private static Explorer explorer;

    @BeforeAll
    static void load() {
        fixture = new GraphFixture();
        fixture.apply(MANIFESTS);
        fixture.trusted(
                "people.persons",
                List.of(
                        Column.required("id", Simple.LONG),
                        Column.optional("full_name", Simple.STRING),
                        Column.optional("secret", Simple.STRING),
                        Column.optional("plan", Simple.STRING)),
                "select i as id, 'Clear Name ' || i as full_name, 'clear secret' as secret,"
                        + " case when i <= 400 then 'all' end as plan from range(1, 411) t(i)");
        fixture.trusted(
                "people.plans",
                List.of(Column.required("plan", Simple.STRING)),
                "select 'all' as plan");
        fixture.trusted(
                "people.cards",
                List.of(Column.required("id", Simple.LONG), Column.required("card", Simple.STRING)),
                "select * from (values (1, 'c1'), (2, 'c1'), (2, 'c2'), (3, 'c2')) v(id, card)"
                        + " union all select i, 'c3' from range(4, 35) t(i)");
        fixture.trusted(
                "people.mails",
                List.of(
                        Column.required("mail", Simple.STRING),
                        Column.required("person", Simple.LONG)),
                "select 'clear@example.org' as mail, 1 as person");
        fixture.loadDeep();
        server = new GraphServer(fixture.neo4j::address);
        explorer =
                new Explorer(
                        server,
                        fixture.catalog,
                        fixture.lake,
                        new Tags(),
                        name -> GraphLoad.loader(fixture.catalog.graph(name)),
                        Clock.systemUTC(),
                        ExploreLimits.DEFAULT);
    }

    @AfterAll
    static void close() {
        server.close();
        fixture.close();
    }

    @Test
    void aNeighbourhoodHoldsWhatIsNearAndTheRelationshipsToIt() {
        Neighbourhood near = around("Person:1", 1);

        assertThat(near.node()).isEqualTo("Person:1");
        assertThat(near.nodes())
                .extracting(GraphNode::label)
                .containsExactlyInAnyOrder("Person", "Card", "Plan", "Mail");
        assertThat(near.edges())
                .extracting(GraphEdge::type)
                .containsExactlyInAnyOrder("USES_CARD", "HAS_PLAN", "WRITES_AS");
        assertThat(near.truncated()).isFalse();
    }

    @Test
    void hubsAreShownWithTheirDegreeAndNotWalkedThrough() {
        Neighbourhood near = around("Person:1", 3);

        assertThat(near.unexpanded())
                .singleElement()
                .satisfies(
                        hub -> {
                            assertThat(hub.id()).isEqualTo("Plan:all");
                            assertThat(hub.degree()).isEqualTo(400);
                        });
        assertThat(ids(near)).contains("Person:2", "Card:c1", "Card:c2").doesNotContain("Person:9");
    }

    @Test
    void aHubInTheMiddleIsExpandedUpToTheLimit() {
        Neighbourhood near = around("Plan:all", 1);

        assertThat(near.nodes()).hasSize(300);
        assertThat(near.truncated()).isTrue();
        assertThat(explorer.neighbourhood(null, "Plan:all", 3, 7, Set.of(), ANA).nodes())
                .hasSize(7);
    }

    @Test
    void typesNarrowTheWalk() {
        Neighbourhood near =
                explorer.neighbourhood(null, "Person:1", 2, 300, Set.of("USES_CARD"), ANA);

        assertThat(ids(near)).containsExactlyInAnyOrder("Person:1", "Card:c1", "Person:2");
        assertThatThrownBy(
                        () ->
                                explorer.neighbourhood(
                                        null, "Person:1", 1, 9, Set.of("USES_CAR"), ANA))
                .hasMessageContaining("USES_CARD");
    }

    @Test
    void aReaderSeesValuesUnderTheirMasks() {
        GraphNode person = around("Person:1", 1).nodes().getFirst();

        assertThat(person.properties()).containsEntry("id", 1L);
        assertThat((String) person.properties().get("full_name")).matches("[0-9a-f]{64}");
        assertThat(person.hidden()).containsExactly("secret");
        assertThat(around("Person:1", 3).toString())
                .doesNotContain("Clear Name")
                .doesNotContain("clear secret")
                .doesNotContain("clear@");
    }

    @Test
    void aKeyThatIsHiddenHasAnOpaqueAddressThatLeadsBack() {
        GraphNode mail =
                around("Person:1", 1).nodes().stream()
                        .filter(n -> n.label().equals("Mail"))
                        .findFirst()
                        .orElseThrow();

        assertThat(mail.id()).startsWith("Mail:\\i");
        assertThat(mail.properties()).containsEntry("mail", "****@example.org");
        assertThat(ids(around(mail.id(), 1))).contains(mail.id(), "Person:1");
        assertThatThrownBy(() -> around("Mail:clear@example.org", 1))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN))
                .hasMessageNotContaining("clear@");
    }

    @Test
    void aPathIsShortestAndLeadsThroughNoHub() {
        GraphPath path = explorer.path(null, "Person:1", "Person:3", 6, ANA);
        GraphPath byHubOnly = explorer.path(null, "Person:4", "Person:5", 6, ANA);
        GraphPath tooFar = explorer.path(null, "Person:1", "Person:3", 3, ANA);

        assertThat(path.found()).isTrue();
        assertThat(path.nodes())
                .extracting(GraphNode::id)
                .containsExactly("Person:1", "Card:c1", "Person:2", "Card:c2", "Person:3");
        assertThat(path.edges()).extracting(GraphEdge::type).containsOnly("USES_CARD").hasSize(4);
        assertThat(byHubOnly.found()).isFalse();
        assertThat(byHubOnly.complete()).isTrue();
        assertThat(tooFar.found()).isFalse();
    }

    @Test
    void nodesThatAreNotThereAndAddressesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> around("Person:9999", 1))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() -> around("Nobody:1", 1)).hasMessageContaining("Label:key");
        assertThatThrownBy(() -> around("Person:1", 4)).hasMessageContaining("1 to 3");
    }

    /// The figure is printed, because a time proves nothing on a busy machine.
    @Test
    void looksTakeLittleTime() {
        long[] millis = new long[100];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            String node = i % 10 == 0 ? "Plan:all" : "Person:" + (1 + i);
            assertThat(around(node, 3).nodes().size()).isLessThanOrEqualTo(300);
            millis[i] = (System.nanoTime() - start) / 1_000_000;
        }
        Arrays.sort(millis);
        System.out.println("neighbourhood p95 " + millis[94] + " ms (bound 200 ms), 410 persons");
    }

    private static Neighbourhood around(String node, int depth) {
        return explorer.neighbourhood(null, node, depth, 300, Set.of(), ANA);
    }

    private static List<String> ids(Neighbourhood near) {
        return near.nodes().stream().map(GraphNode::id).toList();
    }

    private static final class Tags implements Governance {

        @Override
        public Map<String, Set<String>> columnTags(TableName table) {
            return fixture.catalog.columnTags(table);
        }

        @Override
        public byte[] maskKey(String keyName) {
            return ("a key for tests, named " + keyName).getBytes(StandardCharsets.UTF_8);
        }
    }
}
