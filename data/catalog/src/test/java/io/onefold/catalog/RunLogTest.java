package io.onefold.catalog;

import static io.onefold.catalog.Fixture.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Runs are kept with what they counted, one at a time for each workflow, whatever their process
/// dies of.
final class RunLogTest {

    private final Fixture fixture = new Fixture();
    private final RunLog runs = fixture.catalog.runs();

    @Test
    void aRunIsKeptWithItsItemsAndCounts() {
        UUID id;
        try (OpenRun run = runs.start("nightly", OPERATOR)) {
            id = run.id();
            assertThat(runs.find(id).orElseThrow().status()).isEqualTo(Status.RUNNING);
            try (RunItem item = run.begin("ingest", "shop.orders")) {
                item.add(Counter.READ, 3);
                item.add(Counter.READ, 4);
                item.set(Counter.UNCHANGED, 0);
                item.note(Map.of("watermark", "2026-01-01T00:00:00Z"));
                item.succeed();
            }
            run.skip("ingest", "shop.items", "excluded by hand");
            try (RunItem item = run.begin("check", "shop.orders")) {
                item.fail("the contract does not fit");
            }
            run.fail("check of shop.orders failed");
        }

        RunRecord kept = runs.find(id).orElseThrow();
        assertThat(kept.status()).isEqualTo(Status.FAILED);
        assertThat(kept.principal()).isEqualTo("tester");
        assertThat(kept.error()).isEqualTo("check of shop.orders failed");
        assertThat(kept.duration()).isPresent();
        List<RunItemRecord> items = runs.items(id);
        assertThat(items)
                .extracting(RunItemRecord::stage, RunItemRecord::item, RunItemRecord::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "ingest", "shop.orders", Status.SUCCEEDED),
                        org.assertj.core.groups.Tuple.tuple("ingest", "shop.items", Status.SKIPPED),
                        org.assertj.core.groups.Tuple.tuple("check", "shop.orders", Status.FAILED));
        assertThat(items.getFirst().counts())
                .as("what was never counted is unknown, not zero")
                .isEqualTo(Map.of(Counter.READ, 7L, Counter.UNCHANGED, 0L));
        assertThat(items.getFirst().facts()).isEqualTo(Map.of("watermark", "2026-01-01T00:00:00Z"));
        assertThat(items.get(1).error()).isEqualTo("excluded by hand");
        assertThat(runs.latestItem("ingest", "shop.orders", Status.SUCCEEDED))
                .contains(items.getFirst());
    }

    @Test
    void everyCounterHasItsColumn() {
        try (OpenRun run = runs.start("nightly", OPERATOR);
                RunItem item = run.begin("ingest", "shop.orders")) {
            for (Counter counter : Counter.values()) {
                item.set(counter, counter.ordinal() + 1L);
            }
            item.succeed();
            RunItemRecord kept = runs.items(run.id()).getFirst();
            for (Counter counter : Counter.values()) {
                assertThat(kept.count(counter)).as(counter.name()).hasValue(counter.ordinal() + 1L);
            }
        }
    }

    @Test
    void aWorkflowRunsOnceAtATime() {
        try (OpenRun run = runs.start("nightly", OPERATOR);
                OpenRun other = runs.start("hourly", OPERATOR)) {
            assertThat(other.id()).isNotEqualTo(run.id());
            assertThatThrownBy(() -> runs.start("nightly", OPERATOR))
                    .isInstanceOfSatisfying(
                            OnefoldException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageContaining("workflow 'nightly' is already running (run " + run.id())
                    .hasMessageContaining("by tester");
            run.succeed();
            other.succeed();
        }
        runs.start("nightly", OPERATOR).close();
    }

    @Test
    void aRunWhoseProcessDiedIsMarkedFailedAtTheNextStart() {
        OpenRun dead = runs.start("nightly", OPERATOR);
        dead.begin("ingest", "shop.orders").add(Counter.READ, 1);
        killEveryOtherConnection();

        try (OpenRun next = runs.start("nightly", OPERATOR)) {
            RunRecord kept = runs.find(dead.id()).orElseThrow();
            assertThat(kept.status()).isEqualTo(Status.FAILED);
            assertThat(kept.error())
                    .contains("the process pid " + ProcessHandle.current().pid() + " died");
            assertThat(runs.items(dead.id()).getFirst().status()).isEqualTo(Status.FAILED);
            next.succeed();
        }
        dead.close();
        assertThat(runs.find(dead.id()).orElseThrow().status()).isEqualTo(Status.FAILED);
    }

    @Test
    void deadRunsAreFoundWithoutStartingAnother() {
        OpenRun dead = runs.start("nightly", OPERATOR);
        killEveryOtherConnection();

        try (OpenRun alive = runs.start("hourly", OPERATOR)) {
            assertThat(runs.markDead()).containsExactly(dead.id());
            assertThat(runs.find(alive.id()).orElseThrow().status()).isEqualTo(Status.RUNNING);
            alive.succeed();
        }
    }

    @Test
    void aRunThatEndsWithoutSayingHowHasFailed() {
        OpenRun run = runs.start("nightly", OPERATOR);
        RunItem item = run.begin("ingest", "shop.orders");
        run.close();

        assertThat(runs.find(run.id()).orElseThrow().status()).isEqualTo(Status.FAILED);
        assertThat(runs.items(run.id()).getFirst().status()).isEqualTo(Status.FAILED);
        item.succeed();
        assertThat(runs.items(run.id()).getFirst().status())
                .as("an end is final")
                .isEqualTo(Status.FAILED);
    }

    @Test
    void aRunIsAskedToStopAndSeesItWithinAFewSeconds() throws Exception {
        try (OpenRun run = runs.start("nightly", OPERATOR)) {
            RunItem item = run.begin("ingest", "shop.orders");
            item.add(Counter.READ, 5);
            runs.requestCancel(run.id(), OPERATOR);
            for (int i = 0; i < 100 && !run.cancelRequested(); i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(run.cancelRequested()).isTrue();
            assertThat(runs.items(run.id()).getFirst().count(Counter.READ))
                    .as("counts are shown while the item runs")
                    .hasValue(5);
            item.close();
            run.cancel();
            assertThat(runs.find(run.id()).orElseThrow().status()).isEqualTo(Status.CANCELLED);
            assertThat(runs.find(run.id()).orElseThrow().cancelRequestedBy()).isEqualTo("tester");
            assertThat(runs.items(run.id()).getFirst().status()).isEqualTo(Status.CANCELLED);
            assertThatThrownBy(() -> runs.requestCancel(run.id(), OPERATOR))
                    .hasMessageContaining("is cancelled");
        }
        assertThatThrownBy(() -> runs.requestCancel(UUID.randomUUID(), OPERATOR))
                .hasMessageContaining("there is no run");
        Principal reader = new Principal("ravi", Set.of(), Set.of(Permission.DATA_READ), false);
        assertThatThrownBy(() -> runs.requestCancel(UUID.randomUUID(), reader))
                .hasMessageContaining("data_operate");
    }

    @Test
    void aTableTriedAgainStartsFromNothing() {
        try (OpenRun run = runs.start("nightly", OPERATOR)) {
            RunItem once = run.begin("ingest", "shop.orders");
            once.add(Counter.READ, 9);
            once.fail("source went away");
            RunItem again = run.begin("ingest", "shop.orders");
            assertThat(runs.items(run.id()).getFirst().counts()).isEmpty();
            assertThat(runs.items(run.id()).getFirst().error()).isNull();
            again.succeed();
            run.succeed();
            assertThat(runs.items(run.id()))
                    .singleElement()
                    .extracting(RunItemRecord::status)
                    .isEqualTo(Status.SUCCEEDED);
        }
    }

    @Test
    void runsAreListedNewestFirstByPageAndByWhatIsNotRepaired() {
        UUID repaired = end("a", Status.FAILED);
        end("a", Status.SUCCEEDED);
        UUID broken = end("b", Status.FAILED);
        UUID last = end("c", Status.SUCCEEDED);

        assertThat(runs.list(new RunFilter(null, null, true, null, 10)))
                .extracting(RunRecord::id)
                .containsExactly(broken);
        assertThat(runs.list(new RunFilter(null, Status.FAILED, false, null, 10)))
                .extracting(RunRecord::id)
                .containsExactly(broken, repaired);
        assertThat(runs.list(RunFilter.newest(1))).extracting(RunRecord::id).containsExactly(last);
        assertThat(runs.list(new RunFilter(null, null, false, last, 1)))
                .extracting(RunRecord::id)
                .containsExactly(broken);
        assertThat(runs.latest("a").orElseThrow().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(runs.latest("nobody")).isEmpty();
    }

    private UUID end(String workflow, Status status) {
        try (OpenRun run = runs.start(workflow, OPERATOR)) {
            if (status == Status.SUCCEEDED) {
                run.succeed();
            } else {
                run.fail("planned");
            }
            return run.id();
        }
    }

    /// What the server sees when a process is killed.
    private void killEveryOtherConnection() {
        fixture.value(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
    }
}
