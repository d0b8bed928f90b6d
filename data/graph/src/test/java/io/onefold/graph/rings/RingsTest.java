package io.onefold.graph.rings;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.graph.GraphFixture;
import io.onefold.lake.DuckSql;
import io.onefold.lake.LakeSession;
import io.onefold.model.Column;
import io.onefold.model.DataType.Simple;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RingsTest {

    private static final String MANIFESTS =
            """
            name: shop
            version: v1
            type: source
            source:
              name: shop
              kind: postgres
              connection: {part: postgres, database: shop}
              zone: UTC
              tables:
                - {name: people, key: [id]}
                - {name: cards, key: [person, card]}
                - {name: logins, key: [person, device, at]}
                - {name: frauds, key: [person]}
            ---
            name: shop-graph
            version: v1
            type: graph
            graph:
              nodes:
                - {dataset: shop.people, label: Person, key: [id]}
              identifiers:
                - {label: Card, type: USES_CARD, from: Person(id), value: "shop.cards(person, card)", hub_above: 3}
                - {label: Device, type: USES_DEVICE, from: Person(id), value: "shop.logins(person, device)", seen_at: at, hub_above: 25}
              fraud: {dataset: shop.frauds, key: [person], known_at: known_at}
            """;

    private static final Instant AS_OF = Instant.parse("2025-11-03T00:00:00Z");

    private GraphFixture fixture;

    @BeforeEach
    void open() {
        fixture = new GraphFixture();
        fixture.apply(MANIFESTS);
        people("('a'), ('b'), ('c'), ('d'), ('e'), ('f'), ('g'), ('lone')");
        cards(
                "('a', 'x'), ('b', 'x'), ('c', 'y'), ('d', 'y'),"
                        + " ('a', 'hub'), ('c', 'hub'), ('e', 'hub'), ('g', 'hub')");
        logins(
                "('b', 'phone', TIMESTAMPTZ '2025-10-20 00:00:00+00'), ('c', 'phone', TIMESTAMPTZ '2025-09-01 00:00:00+00'),"
                        + " ('e', 'pad', TIMESTAMPTZ '2025-11-03 00:00:00+00'), ('f', 'pad', TIMESTAMPTZ '2025-11-04 00:00:00+00')");
        frauds(
                "('d', TIMESTAMPTZ '2025-11-01 00:00:00+00'), ('a', TIMESTAMPTZ '2025-11-03 00:00:00+00')");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void featuresSpeakOfEdgesAndLabelsBeforeTheMomentAndHubsConnectNobody() throws SQLException {
        RingResult result = compute(AS_OF);

        assertThat(result.customers()).isEqualTo(8);
        assertThat(result.rings()).isEqualTo(1);
        assertThat(features())
                .containsExactly(
                        // customer, ring, size, frauds, card, device, hops, fraud neighbours,
                        // degree, new in 30 days
                        "a|R000000001|4|1|1|0|3|0|4|0",
                        "b|R000000001|4|1|1|1|2|0|2|1",
                        "c|R000000001|4|1|1|1|1|1|4|0",
                        "d|R000000001|4|0|1|0|null|0|2|0",
                        "e|null|1|0|0|0|null|0|4|0",
                        "f|null|1|0|0|0|null|0|0|0",
                        "g|null|1|0|0|0|null|0|4|0",
                        "lone|null|1|0|0|0|null|0|0|0");
    }

    @Test
    void whatACustomersKeyHoldsTheDerivedTablesHold() {
        compute(AS_OF);
        TableName people = TableName.parse("trusted.shop.people");
        fixture.catalog
                .datasets()
                .tag(people, "id", List.of("PII.CustomerNumber"), GraphFixture.OPERATOR);

        assertThat(fixture.catalog.columnTags(Rings.members("shop-graph")))
                .isEqualTo(Map.of("customer_id", Set.of("PII.CustomerNumber")));
        assertThat(fixture.catalog.columnTags(Rings.FEATURES))
                .isEqualTo(Map.of("customer_id", Set.of("PII.CustomerNumber")));
    }

    @Test
    void tagsOfTheSourceReachTheDerivedTables() {
        fixture.apply(
                MANIFESTS.replace(
                        "{name: people, key: [id]}",
                        "{name: people, key: [id], tags: {id: [PII.Email]}}"));

        compute(AS_OF);

        assertThat(fixture.catalog.columnTags(Rings.members("shop-graph")).get("customer_id"))
                .containsExactly("PII.Email");
        assertThat(fixture.catalog.columnTags(Rings.FEATURES).get("customer_id"))
                .containsExactly("PII.Email");
    }

    @Test
    void featuresAsOfAMomentEqualThoseOfALakeThatEndsThere() throws SQLException {
        compute(AS_OF);
        List<String> asOf = features();
        logins(
                "('b', 'phone', TIMESTAMPTZ '2025-10-20 00:00:00+00'), ('c', 'phone', TIMESTAMPTZ '2025-09-01 00:00:00+00')");
        frauds("('d', TIMESTAMPTZ '2025-11-01 00:00:00+00')");

        compute(AS_OF);

        assertThat(features()).isEqualTo(asOf);
    }

    @Test
    void ringsKeepTheirIdsWhenTheyGrowSplitAndReturn() throws SQLException {
        compute(AS_OF);
        logins(
                "('e', 'pad', TIMESTAMPTZ '2025-10-20 00:00:00+00'), ('f', 'pad', TIMESTAMPTZ '2025-10-20 00:00:00+00')");
        compute(AS_OF);
        List<String> split = members();
        logins(
                "('b', 'phone', TIMESTAMPTZ '2025-10-20 00:00:00+00'), ('c', 'phone', TIMESTAMPTZ '2025-09-01 00:00:00+00')");
        compute(AS_OF);

        assertThat(split)
                .containsExactly(
                        "a|R000000001|true",
                        "b|R000000001|true",
                        "c|R000000002|true",
                        "d|R000000002|true",
                        "e|R000000003|true",
                        "f|R000000003|true");
        assertThat(members())
                .containsExactly(
                        "a|R000000001|true",
                        "b|R000000001|true",
                        "c|R000000001|true",
                        "d|R000000001|true",
                        "e|R000000003|false",
                        "f|R000000003|false");
    }

    @Test
    void nothingIsWrittenAgainWhileNothingChanges() {
        RingResult first = compute(null);
        RingResult second = compute(null);

        assertThat(first.written()).isTrue();
        assertThat(second.written()).isFalse();
        assertThat(second.rings()).isEqualTo(first.rings());
    }

    @Test
    void graphsWithOtherIdentifiersKeepTheirFeaturesInTheSameTable() throws SQLException {
        compute(AS_OF);
        List<String> shop = features();
        fixture.apply(
                MANIFESTS
                        .substring(MANIFESTS.indexOf("---") + 4)
                        .replace("name: shop-graph", "name: other-graph")
                        .replace(
                                "label: Device, type: USES_DEVICE",
                                "label: Login, type: HAS_LOGIN"));

        new Rings(fixture.catalog, fixture.lake)
                .compute(
                        fixture.catalog.graph("other-graph"),
                        AS_OF,
                        fixture.context(GraphFixture.OPERATOR));

        assertThat(features()).containsAll(shop).hasSize(16);
        assertThat(
                        rows(
                                Rings.FEATURES,
                                "graph, customer_id, shared_card, shared_device, shared_login"))
                .contains("other-graph|b|1|null|1", "shop-graph|b|1|1|null");
    }

    private RingResult compute(Instant asOf) {
        return new Rings(fixture.catalog, fixture.lake)
                .compute(
                        fixture.catalog.graph("shop-graph"),
                        asOf,
                        fixture.context(GraphFixture.OPERATOR));
    }

    private void people(String values) {
        fixture.trusted(
                "shop.people",
                List.of(Column.required("id", Simple.STRING)),
                "select * from (values " + values + ") as t(id)");
    }

    private void cards(String values) {
        fixture.trusted(
                "shop.cards",
                List.of(
                        Column.required("person", Simple.STRING),
                        Column.required("card", Simple.STRING)),
                "select * from (values " + values + ") as t(person, card)");
    }

    private void logins(String values) {
        fixture.trusted(
                "shop.logins",
                List.of(
                        Column.required("person", Simple.STRING),
                        Column.required("device", Simple.STRING),
                        Column.required("at", Simple.TIMESTAMPTZ)),
                "select * from (values " + values + ") as t(person, device, \"at\")");
    }

    private void frauds(String values) {
        fixture.trusted(
                "shop.frauds",
                List.of(
                        Column.required("person", Simple.STRING),
                        Column.required("known_at", Simple.TIMESTAMPTZ)),
                "select * from (values " + values + ") as t(person, known_at)");
    }

    private List<String> features() throws SQLException {
        return rows(
                Rings.FEATURES,
                "customer_id, ring_id, ring_size, ring_known_fraud, shared_card, shared_device, hops_to_fraud,"
                        + " fraud_neighbours, max_identifier_degree, new_identifiers_30d");
    }

    private List<String> members() throws SQLException {
        return rows(Rings.members("shop-graph"), "customer_id, ring_id, current");
    }

    private List<String> rows(TableName table, String columns) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (LakeSession session = fixture.lake.session(Principal.system("test"))) {
            session.attach(table);
            try (Statement statement = session.connection().createStatement();
                    ResultSet found =
                            statement.executeQuery(
                                    "select "
                                            + columns
                                            + " from "
                                            + DuckSql.table(table)
                                            + " order by all")) {
                while (found.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(found.getObject(i)));
                    }
                    rows.add(String.join("|", row));
                }
            }
        }
        return rows;
    }
}
