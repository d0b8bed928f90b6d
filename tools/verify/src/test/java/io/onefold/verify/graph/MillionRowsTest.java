package io.onefold.verify.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.ApplyOptions;
import io.onefold.catalog.GraphRun.Mode;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunJournal;
import io.onefold.catalog.Settings;
import io.onefold.embedded.Lease;
import io.onefold.embedded.Part;
import io.onefold.embedded.Parts;
import io.onefold.graph.GraphResult;
import io.onefold.graph.LoadOptions;
import io.onefold.lake.LakeSession;
import io.onefold.lake.Write;
import io.onefold.lake.WriteMode;
import io.onefold.model.Column;
import io.onefold.model.DataType.Simple;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import io.onefold.pipeline.DataPath;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows of the graph about rates: a million nodes and two million relationships between them, in
/// bulk and over Bolt. Rates are printed beside their bounds.
@Tag("long")
class MillionRowsTest {

    private static final String MANIFESTS =
            """
            name: town
            version: v1
            type: source
            source:
              kind: postgres
              connection: {part: postgres, database: town}
              zone: UTC
              tables:
                - {name: people, key: [id]}
                - {name: houses, key: [id]}
            ---
            name: town
            version: v1
            type: graph
            graph:
              nodes:
                - {dataset: town.people, label: Person, key: [id]}
                - {dataset: town.houses, label: House, key: [id]}
              relationships:
                - {type: LIVES_IN, from: Person(house), to: House(id)}
                - {type: WORKS_IN, from: Person(office), to: House(id)}
            """;

    @TempDir Path folder;

    private Lease lease;
    private DataPath path;

    @BeforeEach
    void fillTheLake() {
        Settings settings = Settings.of(folder, Map.of());
        lease =
                Parts.lease(
                        settings,
                        folder.resolve("var"),
                        Set.of(Part.POSTGRES, Part.NEO4J),
                        Progress.SILENT);
        path =
                DataPath.open(
                        settings,
                        lease,
                        folder.resolve("var"),
                        Clock.systemUTC(),
                        work -> lease.withGraphStopped(stopped -> work.accept(stopped::admin)));
        path.catalog()
                .apply(
                        new Manifests(settings)
                                .readText("town.yaml", MANIFESTS, ReadOptions.DEFAULT),
                        ApplyOptions.DEFAULT,
                        Customer360.OPERATOR);
        fill(
                "town.people",
                List.of(
                        Column.required("id", Simple.LONG),
                        Column.optional("name", Simple.STRING),
                        Column.optional("house", Simple.LONG),
                        Column.optional("office", Simple.LONG),
                        Column.optional("born", Simple.TIMESTAMPTZ)),
                "select i as id, 'Person ' || i as name, i * 7919 % 100000 as house, i * 104729 % 100000 as office,"
                        + " timestamptz '1990-01-01 00:00:00Z' + interval (i) minute as born from range(1000000) t(i)");
        fill(
                "town.houses",
                List.of(
                        Column.required("id", Simple.LONG),
                        Column.optional("street", Simple.STRING)),
                "select i as id, 'Street ' || i % 977 as street from range(100000) t(i)");
    }

    private void fill(String table, List<Column> columns, String select) {
        TableName name = TableName.parse("trusted." + table);
        path.lake().create(name, columns, List.of());
        try (LakeSession session = path.lake().session(Principal.system("verify"))) {
            session.publish(new Write(name, select, new WriteMode.Append(), "verify"));
        }
    }

    @AfterEach
    void stop() {
        path.close();
        lease.close();
    }

    @Test
    @Tag("graph-7")
    void aBulkLoadTakesAMinuteAtMost() {
        long begun = System.nanoTime();
        GraphResult loaded = load(Mode.BULK, Progress.SILENT);
        System.out.printf(
                "graph-7: %,d nodes and relationships in bulk, constraints and counts included: %.1f s (bound 60 s)%n",
                loaded.changes(), (System.nanoTime() - begun) / 1e9);
        assertThat(loaded.changes()).isEqualTo(3_100_000);
    }

    @Test
    @Tag("graph-8")
    void fourWritersLoadOverBolt() {
        Stopwatch watch = new Stopwatch();
        GraphResult loaded = load(Mode.FULL, watch);
        assertThat(loaded.changes()).isEqualTo(3_100_000);
        watch.laps.forEach(
                (task, lap) ->
                        System.out.printf(
                                "graph-8: %s: %,d in %.1f s, %,.0f a second (bounds: 20,000 nodes, 15,000 relationships)%n",
                                task, lap.units(), lap.seconds(), lap.rate()));
    }

    private GraphResult load(Mode mode, Progress progress) {
        return path.graphLoad()
                .run(
                        path.catalog().graph("town"),
                        mode,
                        LoadOptions.in(folder.resolve("graph"))
                                .withShards(4)
                                .withScript(LoadOptions.Script.NEVER),
                        new RunContext(
                                UUID.randomUUID(),
                                Customer360.OPERATOR,
                                Clock.systemUTC(),
                                progress,
                                RunJournal.NONE))
                .requireSucceeded();
    }
}
