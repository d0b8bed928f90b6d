package io.onefold.verify.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.onefold.embedded.Part;
import io.onefold.model.Layer;
import io.onefold.verify.command.CommandRun;
import io.onefold.verify.command.GraphContents;
import io.onefold.verify.command.Install;
import io.onefold.verify.command.SharedInstall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A machine that lacks room or a port.
@ExtendWith(SharedInstall.class)
class MachineFaultsTest {

    private static final int ROWS = 200_000;

    private final Install onefold;

    MachineFaultsTest(Install onefold) {
        this.onefold = onefold;
    }

    /// Only a key that the silo guarantees spares a first load the landing.
    @Test
    void aFullDiskBetweenSiloAndLakeLeavesNothing(@TempDir Path small) throws Exception {
        failsWhileFull("full_landing", "int not null", "ONEFOLD_LANDING", small, 2);
    }

    @Test
    void aFullDiskOfTheLakeLeavesNothing(@TempDir Path small) throws Exception {
        failsWhileFull("full_lake", "int primary key", "ONEFOLD_LAKE_WAREHOUSE", small, 1);
    }

    private void failsWhileFull(String silo, String key, String setting, Path small, int megabytes)
            throws IOException, InterruptedException {
        assumeTrue(
                System.getProperty("user.name").equals("root")
                        && exec(
                                        "mount",
                                        "-t",
                                        "tmpfs",
                                        "-o",
                                        "size=" + megabytes + "m",
                                        "tmpfs",
                                        small)
                                == 0,
                "a small disk can be mounted by root only");
        try {
            String workflow = silo.replace('_', '-');
            onefold.createPostgres(
                    silo,
                    "create table customers (id " + key + ", name text)",
                    "insert into customers select n, md5(n::text) from generate_series(1, "
                            + ROWS
                            + ") n");
            onefold.apply(workflow + ".yaml", manifests(workflow, silo));
            Map<String, String> setup = Map.of(setting, small.toString());

            onefold.run(setup, "run", workflow)
                    .requireRefused(3, silo + ".customers", small.toString(), "the disk is full");

            assertThat(onefold.statusOf(workflow)).isEqualTo("failed");
            assertThat(onefold.state(silo + ".customers")).isEmpty();
            exec("mount", "-o", "remount,size=500m", small);
            onefold.run(setup, "run", workflow).requireDone();
            assertThat(onefold.rows(silo + ".customers", Layer.TRUSTED)).isEqualTo(ROWS);
        } finally {
            exec("umount", "-l", small);
        }
    }

    @Test
    void aGraphServerThatIsDownFailsTheGraphAndKeepsTheTables() {
        onefold.add(Part.NEO4J);
        onefold.createPostgres(
                "graphless",
                "create table customers (id int primary key, name text)",
                "insert into customers select n, 'n' || n from generate_series(1, 100) n");
        onefold.apply(
                "graphless.yaml",
                manifests("graphless", "graphless")
                                .replace(
                                        "sources: [graphless]",
                                        "sources: [graphless], graph: graphless")
                        + """
                          ---
                          name: graphless
                          version: v1
                          type: graph
                          graph:
                            nodes: [{dataset: graphless.customers, label: Graphless, key: [id]}]
                          """);
        Map<String, String> away =
                Map.of("NEO4J_URI", "bolt://127.0.0.1:1", "NEO4J_PASSWORD", "hidden-pw");

        CommandRun failed = onefold.run(away, "run", "graphless");

        failed.requireRefused(3, "graph graphless", "bolt://127.0.0.1:1");
        assertThat(failed.err()).doesNotContain("hidden-pw");
        assertThat(onefold.statusOf("graphless")).isEqualTo("failed");
        assertThat(onefold.rows("graphless.customers", Layer.TRUSTED)).isEqualTo(100);
        onefold.run("run", "graphless").requireDone();
        assertThat(
                        GraphContents.of(onefold.lease().neo4j()).lines().stream()
                                .filter(line -> line.contains("[Graphless]")))
                .hasSize(100);
    }

    private static String manifests(String workflow, String silo) {
        return """
               name: %1$s
               version: v1
               type: source
               source:
                 kind: postgres
                 connection: {part: postgres, database: %2$s}
                 tables:
                   - {name: customers, key: [id]}
               ---
               name: %1$s
               version: v1
               type: workflow
               workflow:
                 dag:
                   - name: path
                     spec: {stack: "path:1.0", stackSpec: {sources: [%1$s]}}
               """
                .formatted(workflow, silo);
    }

    private static int exec(Object... command) throws IOException, InterruptedException {
        String[] words = new String[command.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = command[i].toString();
        }
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void aTakenPortOfTheServerIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            onefold.add(Part.values());
            onefold.withShipped();

            onefold.run("serve", "--port", port)
                    .requireRefused(1, "port " + port + " is taken", "--port");
        }
    }

    @Test
    void aTakenPortOfAPartIsNamedAndNothingIsStarted(@TempDir Path folder) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());

            onefold.run(
                            Map.of(
                                    "ONEFOLD_VAR",
                                    folder.toString(),
                                    "ONEFOLD_PARTS_POSTGRES_PORT",
                                    port),
                            "get")
                    .requireRefused(
                            1,
                            "port " + port + " for part postgres is taken",
                            "onefold.parts.postgres.port");
            assertThat(Files.exists(folder.resolve("parts/postgres/data/postmaster.pid")))
                    .isFalse();
        }
    }
}
