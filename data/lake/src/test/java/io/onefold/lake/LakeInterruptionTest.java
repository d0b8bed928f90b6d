package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What breaks while a commit is under way.
class LakeInterruptionTest extends Ledger {

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
                                    LakeInterruptionTest.Child.class.getName(),
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
