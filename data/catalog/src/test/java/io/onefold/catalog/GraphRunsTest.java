package io.onefold.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.GraphRun.DeadLetter;
import io.onefold.catalog.GraphRun.Item;
import io.onefold.catalog.GraphRun.Mode;
import io.onefold.catalog.GraphRun.Script;
import io.onefold.model.run.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Loads of graphs are kept with their items, dead letters and scripts.
final class GraphRunsTest {

    private static final Instant BEGUN = Instant.parse("2026-01-02T03:04:05Z");

    private static final Item RUNNING_ITEM =
            new Item(
                    "Order",
                    Status.RUNNING,
                    BEGUN,
                    null,
                    10L,
                    null,
                    null,
                    null,
                    null,
                    null,
                    3,
                    null);

    private static final Item DONE_ITEM =
            new Item(
                    "Order",
                    Status.SUCCEEDED,
                    BEGUN,
                    BEGUN.plusSeconds(1),
                    10L,
                    7L,
                    2L,
                    1L,
                    0L,
                    0L,
                    4,
                    null);

    private final Fixture fixture = new Fixture();
    private final GraphRuns runs = fixture.catalog.graphRuns();
    private final JsonMapper json = JsonMapper.shared();

    @Test
    void aLoadIsKeptAsItWent() {
        UUID id = UUID.randomUUID();
        runs.start(id, "shops", Mode.FULL, Map.of("shop.orders", 5_000_000_000L), true);
        runs.save(id, RUNNING_ITEM);
        assertThat(runs.items(id)).containsExactly(RUNNING_ITEM);
        assertThat(
                        fixture.value(
                                "select is_progressing || '/' || is_done from control.graph_table_run"))
                .isEqualTo("true/false");
        runs.save(id, List.of(DONE_ITEM));
        DeadLetter letter =
                new DeadLetter(
                        id,
                        "Order",
                        "k1",
                        json.readTree("{\"mail\": \"a***\"}"),
                        "NaN is no number",
                        null);
        runs.deadLetter(letter);

        runs.finish(
                id,
                Status.FAILED,
                json.readTree("{\"Order\": {\"lake\": 10, \"graph\": 9}}"),
                "does not reconcile");

        GraphRun run = runs.find(id).orElseThrow();
        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.snapshots()).isEqualTo(Map.of("shop.orders", 5_000_000_000L));
        assertThat(run.cleared()).isTrue();
        assertThat(run.mode()).isEqualTo(Mode.FULL);
        assertThat(run.reconciliation()).isNotNull();
        assertThat(run.error()).isEqualTo("does not reconcile");
        assertThat(runs.items(id)).containsExactly(DONE_ITEM);
        assertThat(runs.deadLetters(id, 10)).containsExactly(letter);
        assertThat(runs.newest("shops", 10)).containsExactly(run);
        assertThat(runs.newest("other", 10)).isEmpty();
    }

    @Test
    void aLoadThatDiedIsMarkedFailedByTheNext() {
        UUID dead = UUID.randomUUID();
        runs.start(dead, "shops", Mode.INCREMENTAL, Map.of(), false);
        runs.start(UUID.randomUUID(), "other", Mode.INCREMENTAL, Map.of(), false);
        assertThat(runs.find(dead).orElseThrow().status()).isEqualTo(Status.RUNNING);

        runs.start(UUID.randomUUID(), "shops", Mode.INCREMENTAL, Map.of(), false);

        assertThat(runs.find(dead).orElseThrow().status()).isEqualTo(Status.FAILED);
        assertThat(runs.find(dead).orElseThrow().endedAt()).isNotNull();
    }

    @Test
    void aScriptOfTheSameNameTakesThePlaceOfTheOneBefore() {
        Script first =
                new Script("graph_output_1.cypher", "/out/1.cypher", 12, "ab", null, BEGUN, null);
        Script again =
                new Script(
                        "graph_output_1.cypher",
                        "/out/1.cypher",
                        13,
                        "cd",
                        UUID.randomUUID(),
                        BEGUN,
                        BEGUN.plusSeconds(9));
        runs.save(first);
        assertThat(runs.script("graph_output_1.cypher")).contains(first);
        runs.save(again);
        assertThat(runs.script("graph_output_1.cypher")).contains(again);
        assertThat(runs.script("nothing")).isEmpty();
    }
}
