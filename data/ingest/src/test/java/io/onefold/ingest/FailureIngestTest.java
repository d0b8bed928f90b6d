package io.onefold.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.onefold.catalog.Drift;
import io.onefold.catalog.RunJournal;
import io.onefold.catalog.SecretRef;
import io.onefold.catalog.SourceConnection;
import io.onefold.catalog.SourceKind;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.run.Progress;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailureIngestTest {

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private SourceSpec at(int port, String user) {
        return new SourceSpec(
                "silo",
                "silo",
                SourceKind.POSTGRES,
                new SourceConnection.Server(
                        "localhost",
                        port,
                        fixture.database,
                        user,
                        new SecretRef("env:SILO_PASSWORD")),
                null,
                null,
                Drift.FAIL,
                true,
                List.of(SourceTable.of("t", List.of("id"))));
    }

    @Test
    void aSiloThatIsDownIsNamedWithItsAddress() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertFails(
                at(free, "postgres"),
                ErrorCode.UNAVAILABLE,
                "source 'silo' (postgres at jdbc:postgresql://localhost:" + free,
                "does not answer; start it");
    }

    @Test
    void aSiloThatGoesAwayInTheMiddleLeavesNothingAndTheNextRunIsWhole() {
        fixture.silo(
                "CREATE TABLE t (id int PRIMARY KEY, filler text); INSERT INTO t SELECT i, repeat('x', 400) || i FROM generate_series(1, 200000) i");
        SourceSpec source = at(Fixture.POSTGRES.getPort(), "postgres");

        assertThatThrownBy(
                        () ->
                                fixture.ingest.run(
                                        source,
                                        source.tables().getFirst(),
                                        fixture.context(
                                                UUID.randomUUID(),
                                                RunJournal.NONE,
                                                atFirstRows(this::killReaders))))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining("went away after")
                .hasMessageContaining("run again when it is back");
        assertThat(fixture.lake.find(TableName.of("raw", "silo", "t"))).isEmpty();
        assertThat(fixture.landing).isEmptyDirectory();
        assertThat(fixture.run(source).appended()).isEqualTo(200_000);
    }

    private void killReaders() {
        fixture.silo(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'onefold ingest'");
    }

    @Test
    void aCancelledRunStopsReadingAndLeavesNothing() {
        fixture.silo(
                "CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 100000)");
        SourceSpec source = at(Fixture.POSTGRES.getPort(), "postgres");
        RunJournal cancelled =
                new RunJournal() {
                    @Override
                    public io.onefold.catalog.RunItem begin(String stage, String item) {
                        return RunJournal.NONE.begin(stage, item);
                    }

                    @Override
                    public void skip(String stage, String item, String reason) {}

                    @Override
                    public boolean cancelRequested() {
                        return true;
                    }
                };

        assertThatThrownBy(
                        () ->
                                fixture.ingest.run(
                                        source,
                                        source.tables().getFirst(),
                                        fixture.context(UUID.randomUUID(), cancelled)))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
        assertThat(fixture.lake.find(TableName.of("raw", "silo", "t"))).isEmpty();
    }

    @Test
    void aWrongPasswordAndMissingRightsAreNamedWithoutTheSecret() throws IOException {
        fixture.silo(
                """
                DROP ROLE IF EXISTS wrong; DROP ROLE IF EXISTS poor;
                CREATE ROLE wrong LOGIN PASSWORD 'another'; CREATE ROLE poor LOGIN PASSWORD 'postgres';
                CREATE TABLE t (id int PRIMARY KEY, secret text); INSERT INTO t VALUES (1, 's3cr3t')""");
        Path hba = Path.of(fixture.siloText("SHOW hba_file"));
        String before = Files.readString(hba);
        Files.writeString(hba, "host all wrong,poor all scram-sha-256\n" + before);
        fixture.silo("SELECT pg_reload_conf()");
        try {
            assertFails(
                    at(Fixture.POSTGRES.getPort(), "wrong"),
                    ErrorCode.INVALID_SETUP,
                    "as wrong) refused the account or its password",
                    "check the source's user and secret");
            assertFails(
                    at(Fixture.POSTGRES.getPort(), "poor"),
                    ErrorCode.INVALID_SETUP,
                    "the account may not read public.t (permission denied for table t)",
                    "grant it SELECT");
        } finally {
            Files.writeString(hba, before);
            fixture.silo("SELECT pg_reload_conf()");
        }
    }

    @Test
    void aTableThatIsGoneAndAKeyThatIsGoneAreNamed() {
        SourceSpec source = at(Fixture.POSTGRES.getPort(), "postgres");
        assertFails(source, ErrorCode.RUN_FAILED, "has no table t", "it shows no table at all");

        fixture.silo("CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 1)");
        fixture.run(source);
        fixture.silo("ALTER TABLE t RENAME COLUMN id TO ident");
        assertFails(
                source,
                ErrorCode.RUN_FAILED,
                "silo.t has no column 'id', which its manifest names as key",
                "change the manifest of source 'silo'");
        fixture.silo("ALTER TABLE t RENAME TO t_1; CREATE VIEW sums AS SELECT count(*) FROM t_1");
        assertFails(
                source,
                ErrorCode.RUN_FAILED,
                "has no table t",
                "; did you mean 't_1'?); restore it, or take it out of the manifest");
        fixture.silo(
                "DROP VIEW sums; DROP TABLE t_1; CREATE TABLE orders (id int); CREATE VIEW sums AS SELECT 1");
        assertFails(source, ErrorCode.RUN_FAILED, "; it has orders, sums); restore it");
    }

    @Test
    void aFullDiskIsNamedAndLeavesNoHalfState() throws Exception {
        fixture.silo(
                "CREATE TABLE t (id int, v text); INSERT INTO t SELECT i, md5(i::text) FROM generate_series(1, 100000) i");
        SourceSpec source = at(Fixture.POSTGRES.getPort(), "postgres");
        Files.createDirectories(fixture.landing);
        assumeThat(mount(fixture.landing)).as("this user may mount a tmpfs").isTrue();
        try {
            assertFails(
                    source,
                    ErrorCode.RUN_FAILED,
                    "could not be written: the disk is full; nothing was committed. Free space there",
                    fixture.landing.toString());
            assertThat(fixture.landing).isEmptyDirectory();
        } finally {
            unmount(fixture.landing);
        }
        assertThat(fixture.lake.find(TableName.of("raw", "silo", "t"))).isEmpty();
        assertThat(fixture.run(source).appended()).isEqualTo(100_000);
    }

    @Test
    void aFullDiskUnderTheLakeIsNamedAndTheNextRunIsWhole() throws Exception {
        fixture.silo(
                "CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t SELECT i, md5(i::text) FROM generate_series(1, 100000) i");
        SourceSpec source = at(Fixture.POSTGRES.getPort(), "postgres");
        Path warehouse = fixture.folder.resolve("lake");
        assumeThat(mount(warehouse)).as("this user may mount a tmpfs").isTrue();
        try {
            assertThatThrownBy(() -> fixture.run(source))
                    .isInstanceOf(OnefoldException.class)
                    .hasMessageContaining("disk is full");
            assertThat(fixture.landing).isEmptyDirectory();
            assertThat(fixture.lake.find(TableName.of("raw", "silo", "t"))).isEmpty();
            run("mount", "-o", "remount,size=64m", warehouse.toString());
            assertThat(fixture.run(source).appended()).isEqualTo(100_000);
        } finally {
            unmount(warehouse);
        }
    }

    private static boolean mount(Path folder) throws Exception {
        return run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.toString()) == 0;
    }

    private static void unmount(Path folder) throws Exception {
        run("umount", folder.toString());
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /// Runs an action once, when the first rows have landed.
    private static Progress atFirstRows(Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        return (label, total) ->
                new Progress.Task() {
                    @Override
                    public void add(long rows) {
                        if (done.compareAndSet(false, true)) {
                            action.run();
                        }
                    }

                    @Override
                    public void close() {}
                };
    }

    private void assertFails(SourceSpec source, ErrorCode code, String... messages) {
        assertThatThrownBy(() -> fixture.run(source))
                .isInstanceOfSatisfying(
                        OnefoldException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(messages)
                .hasMessageNotContainingAny("s3cr3t", "another");
    }
}
