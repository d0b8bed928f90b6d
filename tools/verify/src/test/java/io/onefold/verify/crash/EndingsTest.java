package io.onefold.verify.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.JdbcAddress;
import io.onefold.embedded.Part;
import io.onefold.graph.rings.Rings;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.Layer;
import io.onefold.verify.command.CommandRun;
import io.onefold.verify.command.Forwarder;
import io.onefold.verify.command.Install;
import io.onefold.verify.command.SharedInstall;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Runs that end otherwise than well: each is accounted for.
@ExtendWith(SharedInstall.class)
class EndingsTest {

    private final Install onefold;

    EndingsTest(Install onefold) {
        this.onefold = onefold;
    }

    @Test
    void aRunThatIsStoppedWhileItReadsIsCancelledAndLeavesNothing() throws Exception {
        onefold.createPostgres(
                "endless",
                "create table events (id int primary key, body text)",
                "insert into events select n, repeat(md5(n::text), 4) from generate_series(1, 300000) n");
        JdbcAddress silo = onefold.lease().postgres("endless");
        try (Forwarder way =
                new Forwarder(URI.create(silo.url().substring("jdbc:".length())).getPort())) {
            way.slow();
            onefold.apply("endless.yaml", endless(way.port(), String.valueOf(silo.user())));
            Map<String, String> secret =
                    Map.of("ENDLESS_PASSWORD", String.valueOf(silo.password()));
            CompletableFuture<CommandRun> run =
                    CompletableFuture.supplyAsync(() -> onefold.run(secret, "run", "endless"));
            way.awaitBytes(1_000_000);

            onefold.run("stop", "endless").requireDone();

            CommandRun stopped = run.get(2, TimeUnit.MINUTES);
            assertThat(stopped.exit()).as(stopped.err()).isEqualTo(3);
            assertThat(stopped.err()).contains("cancelled").doesNotContain("\tat ", "defect");
            assertThat(stopped.out()).contains("endless.events", "skipped");
            assertThat(onefold.statusOf("endless")).isEqualTo("cancelled");
            assertThat(onefold.state("endless.events")).isEmpty();

            way.fast();
            onefold.run(secret, "run", "endless").requireDone();
            assertThat(onefold.rows("endless.events", Layer.TRUSTED)).isEqualTo(300_000);
        }
    }

    private static String endless(int port, String user) {
        return """
               name: endless
               version: v1
               type: source
               source:
                 kind: postgres
                 connection: {host: 127.0.0.1, port: %d, database: endless, user: "%s", secret: "env:ENDLESS_PASSWORD"}
                 tables: [{name: events, key: [id]}]
               ---
               name: endless
               version: v1
               type: workflow
               workflow:
                 dag:
                   - name: path
                     spec: {stack: "path:1.0", stackSpec: {sources: [endless]}}
               """
                .formatted(port, user);
    }

    @Test
    void ringsThatFailFailTheRunWithTheirCauseAndTheSummaryIsPrinted() {
        onefold.add(Part.NEO4J);
        onefold.createPostgres(
                "ringed",
                "create table people (id int primary key, card text)",
                "insert into people select n, 'card ' || n / 2 from generate_series(1, 100) n");
        onefold.apply(
                "ringed.yaml",
                """
                name: ringed
                version: v1
                type: source
                source:
                  kind: postgres
                  connection: {part: postgres, database: ringed}
                  tables: [{name: people, key: [id]}]
                ---
                name: ringed
                version: v1
                type: graph
                graph:
                  nodes: [{dataset: ringed.people, label: RingedPerson, key: [id]}]
                  identifiers:
                    - {label: RingedCard, type: USES_RINGED_CARD, from: RingedPerson(id), value: "ringed.people(id, card)", hub_above: 10}
                  options: {customer_label: RingedPerson}
                ---
                name: ringed
                version: v1
                type: workflow
                workflow:
                  dag:
                    - name: path
                      spec: {stack: "path:1.0", stackSpec: {sources: [ringed], graph: ringed}}
                """);
        onefold.path()
                .lake()
                .create(
                        Rings.members("ringed"),
                        List.of(Column.optional("in_the_way", DataType.Simple.INT)),
                        List.of());

        CommandRun failed = onefold.run("run", "ringed");

        failed.requireRefused(3, "graph ringed", "ring");
        assertThat(failed.out()).contains("ringed.people", "RingedPerson", "failed");
        assertThat(onefold.statusOf("ringed")).isEqualTo("failed");
        onefold.path().lake().drop(Rings.members("ringed"));
        onefold.run("run", "ringed").requireDone();
    }

    @Test
    void aRunInTheBackgroundIsNamedAndGoesOn() throws Exception {
        onefold.createPostgres(
                "behind",
                "create table things (id int primary key)",
                "insert into things select generate_series(1, 1000)");
        onefold.apply(
                "behind.yaml",
                """
                name: behind
                version: v1
                type: source
                source:
                  kind: postgres
                  connection: {part: postgres, database: behind}
                  tables: [{name: things, key: [id]}]
                ---
                name: behind
                version: v1
                type: workflow
                workflow:
                  dag:
                    - name: path
                      spec: {stack: "path:1.0", stackSpec: {sources: [behind]}}
                """);

        CommandRun started = onefold.run("run", "behind", "--no-wait").requireDone();

        assertThat(started.err()).contains("goes on in the background", "onefold status");
        assertThat(onefold.statusOf("behind")).isIn("running", "succeeded");
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (onefold.statusOf("behind").equals("running") && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(onefold.statusOf("behind")).isEqualTo("succeeded");
        assertThat(onefold.rows("behind.things", Layer.TRUSTED)).isEqualTo(1000);
    }
}
