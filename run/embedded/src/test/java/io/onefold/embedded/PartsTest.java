package io.onefold.embedded;

import static io.onefold.embedded.TestParts.execute;
import static io.onefold.embedded.TestParts.lease;
import static io.onefold.embedded.TestParts.processes;
import static io.onefold.embedded.TestParts.record;
import static io.onefold.embedded.TestParts.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.BoltAddress;
import io.onefold.embedded.internal.ProcessRecord;
import io.onefold.model.OnefoldException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

class PartsTest {

    @TempDir Path var;

    @Test
    void allPartsStartTogetherAndFindTheirDataAtTheNextLease() throws Exception {
        try (Lease lease = lease(var, Part.values())) {
            execute(lease.postgres("onefold"), "create table kept (id int)");
            execute(lease.mariadb(""), "create database kept");
            assertThat(graph(lease.neo4j(), "create (n:Kept) return count(n)")).isOne();
        }
        for (Part part : Part.values()) {
            assertThat(processes(var, part)).as(part.wireName()).isEmpty();
        }

        try (Lease lease = lease(var, Part.values())) {
            assertThat(value(lease.postgres("onefold"), "select count(*) from kept"))
                    .isEqualTo("0");
            assertThat(value(lease.mariadb("kept"), "select database()")).isEqualTo("kept");
            assertThat(graph(lease.neo4j(), "match (n:Kept) return count(n)")).isOne();
        }
    }

    @Test
    void passwordsAreMadeAndReadableByTheirOwnerOnly() throws Exception {
        try (Lease lease = lease(var, Part.POSTGRES)) {
            assertThat(lease.postgres("onefold").password()).hasSizeGreaterThan(30);
            assertThat(lease.postgres("onefold"))
                    .asString()
                    .doesNotContain(lease.postgres("x").password());
        }
        assertThat(Files.getPosixFilePermissions(var.resolve("secrets/postgres.password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(var.resolve("secrets")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void twoLeasesOfOneProcessShareAPartAndTheLastOneStopsIt() throws Exception {
        Lease first = lease(var, Part.POSTGRES);
        ProcessRecord started = record(var, Part.POSTGRES);
        try (Lease second = lease(var, Part.POSTGRES)) {
            first.close();
            first.close(); // a second close does nothing
            assertThat(record(var, Part.POSTGRES)).isEqualTo(started);
            assertThat(value(second.postgres("onefold"), "select 1")).isEqualTo("1");
        }
        assertThat(started.isAlive()).isFalse();
    }

    @Test
    void twoProcessesShareAPartAndTheLastOneStopsIt() throws Exception {
        ProcessRecord started;
        try (Holder other = Holder.start(var, Part.POSTGRES)) {
            assertThat(other.awaitAnswer()).isEqualTo("held");
            started = record(var, Part.POSTGRES);
            lease(var, Part.POSTGRES).close();
            assertThat(started.isAlive()).as("still leased by the other process").isTrue();
        }
        assertThat(started.isAlive()).as("left by both").isFalse();
    }

    @Test
    void aPartIsStoppedWhenItsLastHolderIsKilled() throws Exception {
        Holder other = Holder.start(var, Part.POSTGRES, Part.MARIADB);
        assertThat(other.awaitAnswer()).isEqualTo("held");
        ProcessHandle postgres = ProcessHandle.of(record(var, Part.POSTGRES).pid()).orElseThrow();
        ProcessHandle mariadb = ProcessHandle.of(record(var, Part.MARIADB).pid()).orElseThrow();

        other.kill();

        assertThat(postgres.onExit()).succeedsWithin(java.time.Duration.ofSeconds(30));
        assertThat(mariadb.onExit()).succeedsWithin(java.time.Duration.ofSeconds(30));
    }

    @Test
    void aHealthyPartIsAdoptedWhenHolderAndWatchdogWereKilled() throws Exception {
        Holder other = Holder.start(var, Part.POSTGRES);
        assertThat(other.awaitAnswer()).isEqualTo("held");
        ProcessRecord started = record(var, Part.POSTGRES);
        killWatchdog();
        other.kill();

        try (Lease lease = lease(var, Part.POSTGRES)) {
            assertThat(record(var, Part.POSTGRES)).isEqualTo(started);
            assertThat(value(lease.postgres("onefold"), "select 1")).isEqualTo("1");
        }
        assertThat(started.isAlive()).isFalse();
    }

    @Test
    void aServerWhoseRecordIsGoneIsFoundAndEndedBeforeANewOneStarts() throws Exception {
        Holder other = Holder.start(var, Part.POSTGRES);
        assertThat(other.awaitAnswer()).isEqualTo("held");
        ProcessRecord started = record(var, Part.POSTGRES);
        killWatchdog();
        other.kill();
        Files.delete(TestParts.folder(var, Part.POSTGRES).resolve("process"));

        try (Lease lease = lease(var, Part.POSTGRES)) {
            assertThat(record(var, Part.POSTGRES).pid()).isNotEqualTo(started.pid());
            assertThat(started.isAlive()).isFalse();
            assertThat(value(lease.postgres("onefold"), "select 1")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKilledPartIsStartedAgainOnItsPortByTheNextLease(Part part) throws Exception {
        try (Lease held = lease(var, part)) {
            ProcessRecord killed = record(var, part);
            ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();

            try (Lease next = lease(var, part)) {
                ProcessRecord started = record(var, part);
                assertThat(started.pid()).isNotEqualTo(killed.pid());
                assertThat(started.port()).isEqualTo(killed.port());
                assertThat(answer(part, held)).isOne();
                assertThat(answer(part, next)).isOne();
            }
        }
        assertThat(processes(var, part)).isEmpty();
    }

    @Test
    void aProcessThatOnlyHasTheRecordedNumberIsLeftAlone() throws Exception {
        Process foreign = new ProcessBuilder("sleep", "600").start();
        try {
            Path folder = Files.createDirectories(var.resolve("parts/postgres"));
            new ProcessRecord(foreign.pid(), 1, 5432, "TERM").write(folder.resolve("process"));

            lease(var, Part.POSTGRES).close();

            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly();
        }
    }

    @Test
    void aConfiguredPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThatThrownBy(
                            () ->
                                    lease(
                                            var,
                                            Map.of("onefold.parts.postgres.port", port),
                                            Part.POSTGRES))
                    .isInstanceOf(OnefoldException.class)
                    .hasMessageContaining("port " + port + " for part postgres is taken")
                    .hasMessageContaining("onefold.parts.postgres.port")
                    .satisfies(
                            e -> assertThat(((OnefoldException) e).code().exitCode()).isEqualTo(1));
        }
        assertThat(processes(var, Part.POSTGRES)).isEmpty();
    }

    @Test
    void anotherPortIsChosenWhenTheLastOneIsTaken() throws Exception {
        lease(var, Part.POSTGRES).close();
        int last = Integer.parseInt(Files.readString(var.resolve("parts/postgres/port")).strip());
        try (ServerSocket taken = new ServerSocket(last, 1, InetAddress.getLoopbackAddress());
                Lease lease = lease(var, Part.POSTGRES)) {
            assertThat(record(var, Part.POSTGRES).port()).isNotEqualTo(taken.getLocalPort());
            assertThat(value(lease.postgres("onefold"), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aPasswordFileThatIsGoneIsExplained() throws Exception {
        lease(var, Part.POSTGRES).close();
        Files.delete(var.resolve("secrets/postgres.password"));

        assertThatThrownBy(() -> lease(var, Part.POSTGRES))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("refused Onefold's account")
                .hasMessageContaining("postgres.password");
        assertThat(processes(var, Part.POSTGRES)).isEmpty();
    }

    @Test
    void aVarFolderThatCannotBeMadeIsExplained() throws Exception {
        Path file = Files.createFile(var.resolve("file"));

        assertThatThrownBy(
                        () ->
                                Parts.lease(
                                        io.onefold.catalog.Settings.of(var, Map.of()),
                                        file.resolve("var"),
                                        java.util.Set.of(Part.POSTGRES),
                                        io.onefold.model.run.Progress.SILENT))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("ONEFOLD_VAR");
    }

    @Test
    void externalServersTakeThePlaceOfParts() throws Exception {
        Files.writeString(var.resolve("secret"), "s3cret\n");
        Map<String, String> settings =
                Map.of(
                        "DATABASE_URL", "postgresql://me:pw@db.example:5433/control",
                        "onefold.parts.mariadb.url",
                                "jdbc:mariadb://maria.example:3307/?sslMode=trust",
                        "onefold.parts.mariadb.user", "reader",
                        "onefold.parts.mariadb.secret", "file:secret",
                        "NEO4J_URI", "neo4j://graph.example:7687");
        try (Lease lease = lease(var, settings, Part.values())) {
            assertThat(lease.database("postgres", "profiles").url())
                    .isEqualTo("jdbc:postgresql://db.example:5433/profiles");
            assertThat(lease.database("postgres", "profiles").user()).isEqualTo("me");
            assertThat(lease.database("mariadb", "a b").url())
                    .isEqualTo("jdbc:mariadb://maria.example:3307/a%20b?sslMode=trust");
            assertThat(lease.database("mariadb", "x").password()).isEqualTo("s3cret");
            assertThat(lease.graph().uri()).isEqualTo("neo4j://graph.example:7687");
        }
        assertThat(var.resolve("parts")).doesNotExist();
    }

    @Test
    void aPartThatWasNotLeasedIsNamed() {
        try (Lease lease = lease(var)) {
            assertThatThrownBy(lease::neo4j)
                    .isInstanceOf(OnefoldException.class)
                    .hasMessageContaining("did not ask for part neo4j");
        }
    }

    @Test
    void stopEndsWhoeverLeasesAPartAndThenThePart() throws Exception {
        assertThat(Parts.status(var)).isEmpty();
        try (Holder other = Holder.start(var, Part.POSTGRES)) {
            assertThat(other.awaitAnswer()).isEqualTo("held");
            ProcessRecord started = record(var, Part.POSTGRES);
            assertThat(Parts.status(var))
                    .containsExactly(
                            new Parts.PartStatus(
                                    Part.POSTGRES,
                                    OptionalLong.of(started.pid()),
                                    OptionalInt.of(started.port()),
                                    List.of(other.pid())));

            assertThat(Parts.stop(var)).containsExactly(other.pid());

            assertThat(started.isAlive()).isFalse();
            assertThat(Parts.status(var))
                    .containsExactly(
                            new Parts.PartStatus(
                                    Part.POSTGRES,
                                    OptionalLong.empty(),
                                    OptionalInt.empty(),
                                    List.of()));
        }
    }

    @Test
    void theGraphIsImportedOfflineAndComesBackAtItsAddress() throws Exception {
        Path nodes =
                Files.writeString(
                        var.resolve("nodes.csv"), "_key:ID(P),name,:LABEL\na,Ann,P\nb,Bo,P\n");
        Path edges =
                Files.writeString(
                        var.resolve("edges.csv"), ":START_ID(P),:END_ID(P),:TYPE\na,b,KNOWS\n");
        try (Lease lease = lease(var, Part.NEO4J)) {
            BoltAddress before = lease.neo4j();
            lease.withGraphStopped(
                    graph ->
                            graph.admin(
                                    List.of(
                                            "database",
                                            "import",
                                            "full",
                                            "neo4j",
                                            "--overwrite-destination",
                                            "--nodes=" + nodes,
                                            "--relationships=" + edges)));

            assertThat(lease.neo4j()).isEqualTo(before);
            assertThat(graph(before, "match (:P)-[r:KNOWS]->(:P) return count(r)")).isOne();

            assertThatThrownBy(
                            () ->
                                    lease.withGraphStopped(
                                            graph -> graph.admin(List.of("database", "nonsense"))))
                    .isInstanceOf(OnefoldException.class)
                    .hasMessageContaining("neo4j-admin database nonsense");
            assertThat(graph(before, "match (n:P) return count(n)")).isEqualTo(2);

            try (Holder other = Holder.start(var, Part.NEO4J)) {
                assertThat(other.awaitAnswer()).isEqualTo("held");
                assertThatThrownBy(() -> lease.withGraphStopped(graph -> {}))
                        .isInstanceOf(OnefoldException.class)
                        .hasMessageContaining("another onefold command uses it");
            }
            assertThat(graph(before, "match (n:P) return count(n)")).isEqualTo(2);
        }
    }

    private void killWatchdog() throws Exception {
        Path parts = var.toRealPath().resolve("parts");
        ProcessHandle watchdog =
                ProcessHandle.allProcesses()
                        .filter(
                                process ->
                                        process.info()
                                                .commandLine()
                                                .orElse("")
                                                .endsWith("Watchdog " + parts))
                        .findFirst()
                        .orElseThrow();
        watchdog.destroyForcibly();
        watchdog.onExit().join();
    }

    private static long answer(Part part, Lease lease) throws Exception {
        return switch (part) {
            case POSTGRES -> Long.parseLong(value(lease.postgres("onefold"), "select 1"));
            case MARIADB -> Long.parseLong(value(lease.mariadb(""), "select 1"));
            case NEO4J -> graph(lease.neo4j(), "return 1");
        };
    }

    private static long graph(BoltAddress address, String cypher) {
        try (Driver driver =
                        GraphDatabase.driver(
                                address.uri(),
                                AuthTokens.basic(address.user(), address.password()));
                var session = driver.session()) {
            return session.run(cypher).single().get(0).asLong();
        }
    }
}
