package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.Column;
import io.onefold.model.DataType.Simple;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LakeConcurrencyTest {

    private static final TableName T = TableName.of("trusted", "bank", "ledger");

    private LakeFixture fixture;

    @BeforeEach
    void open() {
        fixture = new LakeFixture();
        fixture.lake.create(
                T,
                List.of(
                        Column.optional("id", Simple.LONG),
                        Column.optional("version", Simple.LONG)),
                List.of());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Write append(String run, String select) {
        return new Write(T, select, new WriteMode.Append(), run);
    }

    private static Write overwrite(String run, int version) {
        return new Write(
                T,
                "SELECT range AS id, " + version + "::BIGINT AS version FROM range(1000)",
                new WriteMode.Overwrite(),
                run);
    }

    private List<String> rows(String select) {
        try (LakeSession session = fixture.session()) {
            session.attach(T);
            return LakeFixture.rows(session, select + " FROM trusted.bank.ledger");
        }
    }

    private static <V> List<V> together(List<Callable<V>> tasks)
            throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        try (ExecutorService pool = Executors.newFixedThreadPool(tasks.size())) {
            List<Future<V>> futures = new ArrayList<>();
            for (Callable<V> task : tasks) {
                futures.add(
                        pool.submit(
                                () -> {
                                    start.await();
                                    return task.call();
                                }));
            }
            List<V> results = new ArrayList<>();
            for (Future<V> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void writersWhoAppendAtTheSameTimeAllSucceed() throws Exception {
        List<Callable<Commit>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            String run = "run-" + writer;
            writers.add(
                    () -> {
                        Commit last = null;
                        try (LakeSession session = fixture.session()) {
                            for (int i = 0; i < 5; i++) {
                                last =
                                        session.publish(
                                                append(
                                                                run,
                                                                "SELECT 1::BIGINT AS id, 1::BIGINT AS version")
                                                        .withItem("part-" + i));
                            }
                        }
                        return last;
                    });
        }

        together(writers);

        assertThat(rows("SELECT count(*)")).containsExactly("20");
        assertThat(fixture.lake.require(T).history()).hasSize(20);
    }

    @Test
    void ofTwoOverwritesAtTheSameTimeOneWinsAndTheOtherIsRefusedOrComesAfter() throws Exception {
        List<Callable<String>> writers = new ArrayList<>();
        for (int writer = 1; writer <= 3; writer++) {
            int version = writer;
            writers.add(
                    () -> {
                        try (LakeSession session = fixture.session()) {
                            session.publish(overwrite("run-" + version, version));
                            return "done";
                        } catch (OnefoldException e) {
                            assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
                            return "refused";
                        }
                    });
        }

        List<String> outcomes = together(writers);

        assertThat(outcomes).contains("done");
        assertThat(rows("SELECT count(*), count(DISTINCT version)")).containsExactly("1000|1");
    }

    @Test
    void replacesOfDifferentKeysAtTheSameTimeAreComputedAnewAndAllLand() throws Exception {
        try (LakeSession session = fixture.session()) {
            session.publish(
                    append("seed", "SELECT range AS id, 0::BIGINT AS version FROM range(100)"));
        }
        List<Callable<Commit>> writers = new ArrayList<>();
        for (int writer = 1; writer <= 3; writer++) {
            int id = writer;
            writers.add(
                    () -> {
                        try (LakeSession session = fixture.session()) {
                            return session.publish(
                                    new Write(
                                            T,
                                            "SELECT " + id + "::BIGINT AS id, 7::BIGINT AS version",
                                            new WriteMode.Replace(
                                                    List.of("id"),
                                                    "SELECT " + id + "::BIGINT AS id"),
                                            "run-" + id));
                        }
                    });
        }

        List<Commit> commits = together(writers);

        assertThat(commits)
                .allSatisfy(
                        c -> {
                            assertThat(c.rowsAdded()).isEqualTo(1);
                            assertThat(c.rowsRemoved()).isEqualTo(1);
                        });
        assertThat(rows("SELECT count(*), count(DISTINCT id), sum(version)"))
                .containsExactly("100|100|21");
    }

    @Test
    void aWriteBasedOnAnOlderSnapshotIsRefused() {
        try (LakeSession session = fixture.session()) {
            long first = session.publish(overwrite("run-1", 1)).snapshotId().orElseThrow();
            session.publish(overwrite("run-2", 2));

            assertThatThrownBy(() -> session.publish(overwrite("run-3", 3).basedOn(first)))
                    .isInstanceOfSatisfying(
                            OnefoldException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageContaining("run-3");
        }
        assertThat(rows("SELECT DISTINCT version")).containsExactly("2");
    }

    @Test
    void readersSeeOneWholeVersionWhileOverwritesRun() throws Exception {
        try (LakeSession session = fixture.session()) {
            session.publish(overwrite("run-0", 0));
        }
        AtomicBoolean writing = new AtomicBoolean(true);
        Callable<Integer> writer =
                () -> {
                    try (LakeSession session = fixture.session()) {
                        for (int version = 1; version <= 15; version++) {
                            session.publish(overwrite("run-" + version, version));
                        }
                        return 0;
                    } finally {
                        writing.set(false);
                    }
                };
        Callable<Integer> reader =
                () -> {
                    int reads = 0;
                    try (LakeSession session = fixture.session()) {
                        while (writing.get()) {
                            session.attach(T);
                            assertThat(
                                            LakeFixture.rows(
                                                    session,
                                                    "SELECT count(*), count(DISTINCT version), count(DISTINCT id) FROM trusted.bank.ledger"))
                                    .containsExactly("1000|1|1000");
                            reads++;
                        }
                    }
                    return reads;
                };

        List<Integer> reads = together(List.of(writer, reader, reader));

        assertThat(reads.get(1)).isPositive();
    }

    @Test
    void aProcessKilledBetweenFilesAndCommitLeavesTheTableAsItWas() throws Exception {
        try (LakeSession session = fixture.session()) {
            session.publish(overwrite("run-1", 1));
        }
        Process child;
        try (Connection blocker = blockCommits()) {
            child =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    LakeConcurrencyTest.Child.class.getName(),
                                    fixture.folder.toString(),
                                    fixture.database.url())
                            .redirectErrorStream(true)
                            .redirectOutput(fixture.folder.resolve("child.log").toFile())
                            .start();
            awaitBlocked();
            child.destroyForcibly().waitFor();
            endWaitingBackends();
            blocker.rollback();
        }

        assertThat(rows("SELECT count(*), min(version), max(version)")).containsExactly("1000|1|1");
        assertThat(parquetFiles()).isEqualTo(2);
        fixture.lake.upkeep().removeOrphans(T, Instant.now().plusSeconds(60));
        assertThat(parquetFiles()).isEqualTo(1);
        try (LakeSession session = fixture.session()) {
            assertThat(session.publish(overwrite("run-2", 2)).changed()).isTrue();
        }
        assertThat(rows("SELECT count(*), min(version), max(version)")).containsExactly("1000|2|2");
    }

    /// The process that is killed.
    static final class Child {

        private Child() {}

        public static void main(String[] args) {
            LakeSettings settings =
                    LakeFixture.settings(
                            Path.of(args[0]),
                            new LakeSettings.CatalogDatabase(args[1], "postgres", "postgres"));
            try (Lake lake = Lake.open(settings, LakeFixture.noTags());
                    LakeSession session =
                            lake.session(io.onefold.model.access.Principal.system("child"))) {
                session.publish(overwrite("run-2", 2));
            }
        }
    }

    @Test
    void theLakeOutlivesItsDatabaseConnections() throws SQLException {
        try (LakeSession session = fixture.session()) {
            session.publish(overwrite("run-1", 1));
            try (Connection admin = connect();
                    Statement statement = admin.createStatement()) {
                statement.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            }

            session.publish(overwrite("run-2", 2));
        }
        assertThat(rows("SELECT DISTINCT version")).containsExactly("2");
    }

    @Test
    void aConnectionThatBreaksWhileACommitWaitsDoesNotDoubleTheRows() throws Exception {
        try (LakeSession session = fixture.session()) {
            session.publish(append("run-0", "SELECT 0::BIGINT AS id, 0::BIGINT AS version"));
            try (Connection blocker = blockCommits()) {
                try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
                    Future<Commit> commit =
                            pool.submit(
                                    () ->
                                            session.publish(
                                                    append(
                                                            "run-1",
                                                            "SELECT 1::BIGINT AS id, 1::BIGINT AS version")));
                    awaitBlocked();
                    endWaitingBackends();
                    blocker.rollback();
                    assertThat(commit.get().changed()).isTrue();
                }
            }
        }
        assertThat(rows("SELECT count(*), count(DISTINCT id)")).containsExactly("2|2");
    }

    @Test
    void aRunThatPublishesAgainIsTold() {
        try (LakeSession session = fixture.session()) {
            Commit first = session.publish(overwrite("run-1", 1));
            Commit again = session.publish(overwrite("run-1", 99));

            assertThat(again.outcome()).isEqualTo(Commit.Outcome.ALREADY_DONE);
            assertThat(again.snapshotId()).isEqualTo(first.snapshotId());
            assertThat(again.rowsAdded()).isEqualTo(1000);
        }
        assertThat(rows("SELECT DISTINCT version")).containsExactly("1");
    }

    @Test
    void aChangeOfNothingMakesNoSnapshotUnlessItsStateAdvances() {
        String none = "SELECT 1::BIGINT AS id, 1::BIGINT AS version WHERE false";
        try (LakeSession session = fixture.session()) {
            session.publish(overwrite("run-1", 1));
            Commit append = session.publish(append("run-2", none));
            Commit replace =
                    session.publish(
                            new Write(
                                    T,
                                    none,
                                    new WriteMode.Replace(
                                            List.of("id"), "SELECT 5000::BIGINT AS id"),
                                    "run-3"));
            Commit state =
                    session.publish(
                            new Write(
                                    T,
                                    none,
                                    new WriteMode.Append(),
                                    "run-4",
                                    java.util.Map.of("raw-snapshot", "42")));

            assertThat(append.outcome()).isEqualTo(Commit.Outcome.UNCHANGED);
            assertThat(replace.outcome()).isEqualTo(Commit.Outcome.UNCHANGED);
            assertThat(state.outcome()).isEqualTo(Commit.Outcome.COMMITTED);
        }
        LakeTable table = fixture.lake.require(T);
        assertThat(table.history()).hasSize(2);
        assertThat(table.state("raw-snapshot")).contains("42");
        assertThat(table.rows()).isEqualTo(1000);
        assertThat(rows("SELECT count(*)")).containsExactly("1000");
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                fixture.database.url(), fixture.database.user(), fixture.database.password());
    }

    /// Holds the rows of all table pointers, so that a commit waits until this connection is rolled
    /// back.
    private Connection blockCommits() throws SQLException {
        Connection connection = connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT * FROM iceberg.iceberg_tables FOR UPDATE");
        }
        return connection;
    }

    /// Waits until a commit waits.
    private void awaitBlocked() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            Instant end = Instant.now().plusSeconds(60);
            while (Instant.now().isBefore(end)) {
                try (ResultSet rows =
                        statement.executeQuery(
                                "SELECT count(*), pg_sleep(0.02) FROM pg_stat_activity"
                                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
                    rows.next();
                    if (rows.getInt(1) > 0) {
                        return;
                    }
                }
            }
        }
        throw new AssertionError("no commit came to wait within a minute");
    }

    /// A server process notices late that its client is gone; its waiting commit must not go
    /// through afterwards.
    private void endWaitingBackends() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND wait_event_type = 'Lock'");
        }
    }

    private long parquetFiles() throws java.io.IOException {
        try (var files = Files.walk(fixture.folder.resolve("lake"))) {
            return files.filter(f -> f.toString().endsWith(".parquet")).count();
        }
    }
}
