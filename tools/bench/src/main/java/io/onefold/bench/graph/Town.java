package io.onefold.bench.graph;

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
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import io.onefold.pipeline.DataPath;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// A lake with two trusted tables, people and the houses they live and work in, and the embedded
/// graph server that both sides load.
final class Town implements AutoCloseable {

    static final TableName PEOPLE = TableName.parse("trusted.town.people");
    static final TableName HOUSES = TableName.parse("trusted.town.houses");

    private static final Principal OPERATOR = Principal.localOperator("bench");
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

    final Lease lease;
    final DataPath path;
    private final Path folder;
    private final long size;

    private Town(Lease lease, DataPath path, Path folder, long people, long houses) {
        this.lease = lease;
        this.path = path;
        this.folder = folder;
        this.size = 3 * people + houses;
    }

    /// Starts the parts and fills the lake.
    ///
    /// @param people rows of the larger table; there are a tenth as many houses
    static Town fill(Path folder, long people) {
        Settings settings = Settings.of(folder, System.getenv());
        Path var = folder.resolve("var");
        Lease lease =
                Parts.lease(settings, var, Set.of(Part.POSTGRES, Part.NEO4J), Progress.SILENT);
        DataPath path =
                DataPath.open(
                        settings,
                        lease,
                        var,
                        Clock.systemUTC(),
                        work -> lease.withGraphStopped(stopped -> work.accept(stopped::admin)));
        long houses = Math.max(1, people / 10);
        Town town = new Town(lease, path, folder, people, houses);
        town.path
                .catalog()
                .apply(
                        new Manifests(settings)
                                .readText("town.yaml", MANIFESTS, ReadOptions.DEFAULT),
                        ApplyOptions.DEFAULT,
                        OPERATOR);
        town.fill(
                PEOPLE,
                List.of(
                        Column.required("id", Simple.LONG),
                        Column.optional("name", Simple.STRING),
                        Column.optional("house", Simple.LONG),
                        Column.optional("office", Simple.LONG),
                        Column.optional("born", Simple.TIMESTAMPTZ)),
                """
                select i as id, 'Person ' || i as name, i * 7919 %% %1$d as house, i * 104729 %% %1$d as office,
                  timestamptz '1990-01-01 00:00:00Z' + interval (i) minute as born
                from range(%2$d) t(i)"""
                        .formatted(houses, people));
        town.fill(
                HOUSES,
                List.of(
                        Column.required("id", Simple.LONG),
                        Column.optional("street", Simple.STRING)),
                "select i as id, 'Street ' || i % 977 as street from range(" + houses + ") t(i)");
        return town;
    }

    private void fill(TableName name, List<Column> columns, String select) {
        path.lake().create(name, columns, List.of());
        try (LakeSession session = path.lake().session(Principal.system("bench"))) {
            session.publish(new Write(name, select, new WriteMode.Append(), "bench"));
        }
    }

    /// The nodes, and the two relationships of everyone.
    long size() {
        return size;
    }

    /// Lets Onefold load the graph with the defaults of every load.
    void load() {
        load(Mode.FULL, UnaryOperator.identity(), Progress.SILENT);
    }

    /// Lets Onefold load the graph: compare, send, count, commit.
    void load(Mode mode, UnaryOperator<LoadOptions> options, Progress progress) {
        LoadOptions unscripted =
                LoadOptions.in(folder.resolve("graph")).withScript(LoadOptions.Script.NEVER);
        RunContext context =
                new RunContext(
                        UUID.randomUUID(), OPERATOR, path.clock(), progress, RunJournal.NONE);
        GraphResult loaded =
                path.graphLoad()
                        .run(path.catalog().graph("town"), mode, options.apply(unscripted), context)
                        .requireSucceeded();
        if (loaded.changes() != size) {
            throw new OnefoldException(
                    ErrorCode.INTERNAL,
                    "the graph took " + loaded.changes() + " of " + size + " changes");
        }
    }

    @Override
    public void close() {
        path.close();
        lease.close();
    }
}
