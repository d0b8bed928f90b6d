package io.onefold.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.ApplyOptions;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.OpenRun;
import io.onefold.catalog.PartAddresses;
import io.onefold.catalog.ReadOptions;
import io.onefold.catalog.RunFilter;
import io.onefold.catalog.RunRecord;
import io.onefold.catalog.Settings;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import io.onefold.model.run.Status;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workflows start by themselves: once, at their times, and never two at a time.
final class SchedulerTest {

    private static final Principal OPERATOR = Principal.localOperator("tester");
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final String SOURCE =
            """
            name: shop
            version: v1
            type: source
            source:
              kind: csv
              connection: {root: "%s"}
              tables:
                - {name: orders, path: orders.csv, key: [id]}
            """;
    private static final String WORKFLOW =
            """
            ---
            name: nightly
            version: v1
            type: workflow
            workflow:
              schedule: {cron: "*/5 * * * *", concurrencyPolicy: %s, endOn: "2026-06-02T00:00:00Z"}
              dag:
                - name: path
                  spec: {stack: "path:1.0", stackSpec: {sources: [shop]}}
            """;

    private static EmbeddedPostgres postgres;
    private static int databases;

    @TempDir private Path folder;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-06-01T00:01:00Z"));
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private DataPath path;
    private Scheduler scheduler;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void open() throws IOException, SQLException {
        String database = "schedule_" + databases++;
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        Files.writeString(folder.resolve("orders.csv"), "id,total\n1,10\n2,20\n");
        String url =
                "postgresql://postgres:postgres@localhost:" + postgres.getPort() + "/" + database;
        InstantSource held = now::get;
        path =
                DataPath.open(
                        Settings.of(folder, Map.of("DATABASE_URL", url)),
                        PartAddresses.NONE,
                        folder.resolve("var"),
                        held.withZone(ZoneOffset.UTC));
        scheduler = new Scheduler(path, said::add);
    }

    @AfterEach
    void close() {
        scheduler.close();
        path.close();
    }

    private void applied(String policy) {
        apply(SOURCE.formatted(folder) + WORKFLOW.formatted(policy));
        scheduler.look();
        assertThat(runs()).as("what was due before the schedule was there").isEmpty();
    }

    private void apply(String manifests) {
        path.catalog()
                .apply(
                        new Manifests(path.settings())
                                .readText("shop.yaml", manifests, ReadOptions.DEFAULT),
                        ApplyOptions.DEFAULT,
                        OPERATOR);
    }

    private void later() {
        now.updateAndGet(at -> at.plus(STEP));
        scheduler.look();
    }

    private String heard() throws InterruptedException {
        String heard = said.poll(60, TimeUnit.SECONDS);
        assertThat(heard).as("the schedule says what it did").isNotNull();
        return String.valueOf(heard);
    }

    private List<RunRecord> runs() {
        return path.catalog().runs().list(RunFilter.of("nightly", 10));
    }

    @Test
    void aTimeOfTheClockStartsOneRunOverAllServers() throws Exception {
        applied("Forbid");
        try (Scheduler other = new Scheduler(path, said::add)) {
            now.updateAndGet(at -> at.plus(STEP));
            other.look();
            scheduler.look();
            assertThat(heard()).contains("nightly succeeded");
            other.look();
            scheduler.look();
        }

        assertThat(said).isEmpty();
        assertThat(runs()).singleElement().extracting(RunRecord::principal).isEqualTo("schedule");
    }

    @Test
    void timesMissedWhileNoServerRanAreMadeUpForByOneRun() throws Exception {
        applied("Forbid");
        now.updateAndGet(at -> at.plus(Duration.ofHours(3)));
        scheduler.look();
        heard();
        scheduler.look();

        assertThat(runs()).hasSize(1);
    }

    @Test
    void aPausedWorkflowWaitsForItsNextTimeAfterItIsResumed() throws Exception {
        applied("Forbid");
        path.catalog().schedules().pause("nightly", true, OPERATOR);
        later();
        path.catalog().schedules().pause("nightly", false, OPERATOR);
        scheduler.look();
        assertThat(runs()).isEmpty();

        later();
        assertThat(heard()).contains("succeeded");
    }

    @Test
    void afterItsEndAScheduleStartsNothing() {
        applied("Forbid");
        now.set(Instant.parse("2026-06-02T00:05:00Z"));
        scheduler.look();

        assertThat(runs()).isEmpty();
    }

    @Test
    void forbidDropsAStartWhileTheLastRunStillRuns() throws Exception {
        applied("Forbid");
        try (OpenRun running = path.catalog().runs().start("nightly", OPERATOR)) {
            later();
            assertThat(heard()).contains(running.id() + " still runs");
            running.succeed();
        }
        scheduler.look();

        assertThat(runs()).hasSize(1);
    }

    @Test
    void allowStartsWhenTheLastRunHasEnded() throws Exception {
        applied("Allow");
        try (OpenRun running = path.catalog().runs().start("nightly", OPERATOR)) {
            later();
            running.succeed();
        }
        runWaiting();

        assertThat(runs()).hasSize(2);
    }

    @Test
    void replaceCancelsTheLastRunAndTakesItsPlace() throws Exception {
        applied("Replace");
        try (OpenRun running = path.catalog().runs().start("nightly", OPERATOR)) {
            later();
            assertThat(path.catalog().runs().find(running.id()).orElseThrow().cancelRequestedBy())
                    .isEqualTo("schedule");
            running.cancel();
        }
        runWaiting();

        assertThat(runs())
                .extracting(RunRecord::status)
                .containsExactly(Status.SUCCEEDED, Status.CANCELLED);
    }

    /// A start that met the run that was still there is tried again at the next look.
    private void runWaiting() throws InterruptedException {
        String heard = null;
        for (int look = 0; heard == null && look < 60; look++) {
            scheduler.look();
            heard = said.poll(1, TimeUnit.SECONDS);
        }
        assertThat(heard).contains("nightly succeeded");
    }

    @Test
    void aCommitToWhatItReadsStartsAWorkflow() throws Exception {
        applied("Forbid");
        apply(
                """
                name: orders
                version: v1
                type: graph
                graph:
                  nodes:
                    - {dataset: shop.orders, label: Order, key: [id]}
                ---
                name: project
                version: v1
                type: workflow
                workflow:
                  schedule: {trigger: onCommit}
                  dag:
                    - name: graph
                      spec: {stack: "path:1.0", stackSpec: {graph: orders}}
                """);
        scheduler.look();
        assertThat(said).isEmpty();

        path.pipeline().run("nightly", OPERATOR, Progress.SILENT);
        scheduler.look();

        assertThat(heard()).as("no graph server is at hand here").contains("project");
        scheduler.look();
        assertThat(path.catalog().runs().list(RunFilter.of("project", 10)))
                .singleElement()
                .extracting(RunRecord::status)
                .isEqualTo(Status.FAILED);
    }
}
