package io.onefold.verify.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.GraphRun.Mode;
import io.onefold.embedded.Part;
import io.onefold.embedded.Parts;
import io.onefold.model.run.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Row graph-5: the loader and the graph server are killed at twenty random points, while rows come
/// and go; the next load always converges.
@Tag("long")
class KillRowsTest {

    private static final int KILLS = 20;
    private static final long SEED = 20261121L;
    private static final String LAKE_ONLY =
            """
            name: lake-only
            version: v1
            type: workflow
            workflow:
              dag:
                - name: path
                  spec:
                    stack: path:1.0
                    stackSpec: {sources: [streaming-db]}
            """;

    @TempDir static Path folder;

    private static Customer360 installation;

    @BeforeAll
    static void walkThePath() {
        GeneratedSilos silos = GeneratedSilos.streaming(folder.resolve("silos"), "--scale", "5");
        installation = new Customer360(folder, silos);
        installation.apply(text -> text, LAKE_ONLY);
        installation.run();
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    @Tag("graph-5")
    void aKilledLoadIsCaughtUpWithAndLeavesWhatAnUninterruptedOneMakes() {
        Random random = new Random(SEED);
        System.out.println("graph-5: seed " + SEED);
        int killed = 0;
        for (int round = 1; round <= KILLS; round++) {
            boolean server = round % 2 == 0;
            disturb(random);
            CommandProcess load =
                    CommandProcess.start(
                            installation.folder,
                            Map.of(),
                            "graph",
                            "load",
                            "--full",
                            Customer360.WORKFLOW);
            while (!load.said().contains("run ") && load.process().isAlive()) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(6_000)).toNanos());
            boolean during = load.process().isAlive();
            killed += during ? 1 : 0;
            if (server) {
                ProcessHandle.of(neo4j()).orElseThrow().destroyForcibly();
            } else {
                load.process().destroyForcibly();
            }
            int exit = load.exit();
            System.out.printf(
                    "graph-5: kill %d of %s, %s, exit %d%n",
                    round,
                    server ? "the graph server" : "the loader",
                    during ? "during the load" : "after its end",
                    exit);
            revive();
        }
        assertThat(killed).as("kills that met a load").isGreaterThanOrEqualTo(KILLS / 2);

        installation.load(Mode.FULL, installation.options().withDeep(true)).requireSucceeded();
        GraphContents reached = installation.contents();
        installation.clear();
        installation.load(Mode.FULL, installation.options()).requireSucceeded();
        assertThat(reached).isEqualTo(installation.contents());
        System.out.println(
                "graph-5: " + reached.hash() + " after " + killed + " kills during loads");
    }

    /// Takes nodes out of the graph behind the loader's back, and a row out of a silo.
    private static void disturb(Random random) {
        installation
                .silo("streaming_db")
                .change(
                        "delete from play_events where event_id = (select min(event_id) from play_events)");
        installation
                .path
                .pipeline()
                .run("lake-only", Customer360.OPERATOR, Progress.SILENT)
                .requireSucceeded();
        installation
                .cypher()
                .rows(
                        "MATCH (n:PlayEvent) WITH n ORDER BY n.event_id SKIP "
                                + random.nextInt(1_000)
                                + " LIMIT 5000 DETACH DELETE n");
    }

    private static long neo4j() {
        return Parts.status(installation.var()).stream()
                .filter(part -> part.part() == Part.NEO4J)
                .findFirst()
                .orElseThrow()
                .pid()
                .orElseThrow();
    }

    /// A further lease starts what is down, at the address it had.
    private static void revive() {
        Parts.lease(
                        installation.path.settings(),
                        installation.var(),
                        Set.of(Part.NEO4J),
                        Progress.SILENT)
                .close();
        installation.cypher().rows("RETURN 1");
    }
}
