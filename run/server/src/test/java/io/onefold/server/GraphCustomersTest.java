package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.Settings;
import io.onefold.fraud.decide.Answer;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.graph.rings.Rings;
import io.onefold.lake.AsOf;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.Write;
import io.onefold.lake.WriteMode;
import io.onefold.model.access.Principal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the graph knows of a payer is known when he pays, and changes when the graph does.
final class GraphCustomersTest {

    private static final String RULE =
            """
            {"id": "R1", "fraud_type": "credit_card", "mode": "active",
             "when": "ring_size >= 3 && hops_to_fraud <= 2",
             "effect": {"raise_to": "HIGH"}, "reason": "RING",
             "tests": [{"given": {"ring_size": 3, "hops_to_fraud": 1}, "fires": true},
                       {"given": {"ring_size": 2, "hops_to_fraud": 1}, "fires": false}]}
            """;

    private final StateStage onefold = new StateStage();
    private final Lake lake = onefold.store.path.lake();
    private int runs;

    @AfterEach
    void close() {
        onefold.close();
    }

    private void know(String rows) {
        try (LakeSession session = lake.session(Principal.system("test"))) {
            String sql =
                    "select graph, customer_id, as_of, ring_id, ring_size, hops_to_fraud, snapshot_id from (values "
                            + rows
                            + ") as known (graph, customer_id, as_of, ring_id, ring_size, hops_to_fraud, snapshot_id)";
            lake.findOrCreate(Rings.FEATURES, session.columnsOf(sql), List.of());
            session.publish(
                    new Write(Rings.FEATURES, sql, new WriteMode.Overwrite(), "run-" + ++runs));
        }
    }

    private static String row(String graph, String customer, int ring, String hops) {
        return "('%s', '%s', now(), 'R1', %d::integer, %s::integer, 1::bigint)"
                .formatted(graph, customer, ring, hops);
    }

    private GraphCustomers customers(Map<String, String> settings, AsOf asOf) {
        return GraphCustomers.of(lake, Settings.of(Path.of("."), settings), asOf);
    }

    private DecisionRecord decide(Deciding deciding, String id, String user) {
        Answer answer =
                deciding.decisions()
                        .decide(
                                StateStage.CALLER,
                                "{\"transaction_id\": \"%s\", \"amount\": 10, \"user_id\": \"%s\"}"
                                        .formatted(id, user)
                                        .getBytes(StandardCharsets.UTF_8));
        assertThat(answer).isInstanceOf(Answer.Decided.class);
        return onefold.store.decisions.store().load("default", id).orElseThrow().decision();
    }

    @Test
    void rulesSeeTheRingOfAPayerAndWhatBecameOfIt() {
        know(row("shop", "1001", 4, "1") + ", " + row("shop", "1002", 4, "null"));
        GraphCustomers customers = customers(Map.of(), AsOf.LATEST);
        ServerFixture.publish(onefold.store.decisions.rules(), "R1", RULE);
        try (Deciding deciding =
                Deciding.open(
                        DecisionPorts.of(onefold.store.decisions, customers),
                        Settings.of(Path.of("."), Map.of("ONEFOLD_DECISIONS_DEADLINE", "30s")),
                        Clock.systemUTC())) {
            onefold.store.decisions.decide();

            DecisionRecord inRing = decide(deciding, "T1", "1001");
            DecisionRecord farFromFraud = decide(deciding, "T2", "1002");
            DecisionRecord stranger = decide(deciding, "T3", "nobody");
            know(row("shop", "1001", 1, "1") + ", " + row("shop", "1002", 5, "2"));
            customers.refresh();
            DecisionRecord left = decide(deciding, "T4", "1001");
            DecisionRecord near = decide(deciding, "T5", "1002");

            assertThat(inRing.level()).hasToString("HIGH");
            assertThat(inRing.customerId()).isEqualTo("1001");
            assertThat(farFromFraud.level()).as("no fraud in reach").hasToString("LOW");
            assertThat(stranger.level()).hasToString("LOW");
            assertThat(stranger.customerId()).isNull();
            assertThat(left.level()).hasToString("LOW");
            assertThat(near.level()).hasToString("HIGH");
        }
    }

    @Test
    void onlyTheNamedOrTheOnlyGraphSaysWhoIsWho() {
        know(row("shop", "1", 4, "1") + ", " + row("bank", "2", 3, "2"));

        assertThat(customers(Map.of(), AsOf.LATEST).features().of("1")).isNull();
        GraphCustomers named =
                customers(Map.of("ONEFOLD_DECISIONS_CUSTOMERS", "bank"), AsOf.LATEST);
        assertThat(named.columns()).containsExactly("ring_size", "hops_to_fraud");
        assertThat(named.features().of("2")).containsExactly(3, 2);
        assertThat(named.features().of("1")).isNull();
        assertThat(named.customerId("another tenant", "2")).isEmpty();
    }

    @Test
    void aTrainingSeesWhatWasKnownAtItsTimeOnly() {
        Instant before = Instant.now();
        know(row("shop", "1", 4, "1"));
        Instant then = Instant.now();
        know(row("shop", "1", 9, "1"));

        assertThat(customers(Map.of(), new AsOf.At(before)).features().of("1")).isNull();
        assertThat(customers(Map.of(), new AsOf.At(then)).features().of("1")).containsExactly(4, 1);
    }

    @Test
    void withoutAGraphNothingIsKnown() {
        GraphCustomers none = customers(Map.of(), AsOf.LATEST);

        assertThat(none.columns()).isEmpty();
        assertThat(none.features().of("1")).isNull();
    }
}
