package io.onefold.graph.internal.load;

import io.onefold.catalog.BoltAddress;
import io.onefold.catalog.GraphRun;
import io.onefold.catalog.GraphSpec;
import io.onefold.catalog.RunContext;
import io.onefold.graph.LoadOptions;
import io.onefold.graph.OwnServer;
import io.onefold.graph.internal.bolt.Bolt;
import io.onefold.graph.internal.bolt.Pause;
import io.onefold.graph.internal.bulk.ImportFile;
import io.onefold.graph.internal.bulk.ImportTool;
import io.onefold.graph.internal.plan.ItemName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One load of a whole graph into an empty server of our own: files, the server's import tool while
/// the server stands still, then constraints, proof and state as for any load.
final class BulkLoad {

    private final GraphSpec spec;
    private final LoadOptions options;
    private final RunContext context;
    private final OwnServer server;
    private final Sql sql;
    private final GraphState state;
    private final Items items;
    private final Records records;
    private final Changes changes;
    private final DeadLetters deadLetters;
    private @Nullable Path script;

    BulkLoad(
            GraphSpec spec,
            LoadOptions options,
            RunContext context,
            OwnServer server,
            Sql sql,
            GraphState state,
            Items items,
            Records records) {
        this.spec = spec;
        this.options = options;
        this.context = context;
        this.server = server;
        this.sql = sql;
        this.state = state;
        this.items = items;
        this.records = records;
        this.changes = new Changes(sql);
        this.deadLetters = new DeadLetters(sql, records);
    }

    /// Runs the load. Every item must be importable: a bulk load is whole or nothing.
    ///
    /// @param address where the server listens, before and afterwards
    void run(BoltAddress address, Map<String, Long> snapshots) {
        String database;
        try (Bolt bolt = Bolt.open(address, Pause.DOUBLING)) {
            requireEmpty(bolt);
            database = Databases.name(bolt);
        }
        requireWhole();
        List<ItemProgress> loaded =
                items.open().stream().filter(i -> !(i.item() instanceof Item.Bare)).toList();
        loaded.forEach(this::read);
        state.intend(List.of(), loaded.stream().map(ItemProgress::item).toList());
        imported(database, loaded);
        try (Bolt bolt = Bolt.open(address, Pause.DOUBLING)) {
            arrive(bolt, snapshots);
        }
    }

    /// The script that the load wrote.
    Optional<Path> script() {
        return Optional.ofNullable(script);
    }

    private static void requireEmpty(Bolt bolt) {
        long nodes =
                bolt.read("MATCH (n) RETURN count(n) AS c", Map.of()).getFirst().get("c").asLong();
        if (nodes > 0) {
            throw new OnefoldException(
                    ErrorCode.CONFLICT,
                    "a bulk load needs an empty graph, this one holds "
                            + nodes
                            + " nodes; load with --full, or clear it with --clear-database");
        }
    }

    private void requireWhole() {
        for (ItemProgress item : items.all()) {
            OnefoldException failure = item.failure();
            if (failure != null) {
                throw failure;
            }
        }
    }

    private void read(ItemProgress progress) {
        Item item = progress.item();
        progress.begin(context.journal().begin("graph", item.name().toString()));
        Changes.Read read = changes.readLake(item);
        changes.nothingThere(item);
        progress.lakeRead(read, new Changes.Count(0, 0, 0));
        deadLetters.refusedByType(progress);
        Sender.refuseTooManyDead(progress, spec.options().maxDeadLetters());
        records.item(progress);
    }

    /// Writes the files and imports them; whatever happens, the server runs again afterwards.
    private void imported(String database, List<ItemProgress> loaded) {
        Path folder = options.workFolder().resolve(records.run().toString());
        try {
            Files.createDirectories(folder);
            List<ImportFile> files = new ArrayList<>();
            boolean multiline = false;
            for (ItemProgress item : loaded) {
                ImportFile file = write(item, folder);
                files.add(file);
                multiline |= exists(rowsOf(item), file.brokenOverLines());
            }
            boolean linesBroken = multiline;
            Path report = folder.resolve("report.txt");
            try (Progress.Task _ = context.progress().begin("graph import", -1)) {
                server.whileStopped(
                        tool -> new ImportTool(tool).run(database, files, linesBroken, report));
            }
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "folder " + folder + " for import files cannot be made: " + e.getMessage(),
                    e);
        } finally {
            remove(folder);
        }
    }

    private ImportFile write(ItemProgress progress, Path folder) {
        Item item = progress.item();
        ImportFile file =
                ImportFile.of(item.name(), item.properties(), item.keyed(), folder, item.number());
        String prefix = item.name() instanceof ItemName.Type type ? RowShape.prefix(type) : "";
        sql.execute(file.copySql(rowsOf(progress), prefix));
        file.leftOut()
                .ifPresent(
                        condition ->
                                changes.only(
                                        item,
                                        "select k from ("
                                                + rowsOf(progress)
                                                + ") where "
                                                + condition));
        progress.replanned(changes.count(item));
        return file;
    }

    /// A SELECT of the rows of an item, each key once.
    private static String rowsOf(ItemProgress progress) {
        Item item = progress.item();
        return switch (item) {
            case Item.Links links -> "from " + links.current();
            case Item.Nodes nodes -> Rows.wholeSql(nodes, progress.read().merged() > 0);
            case Item.Bare bare -> throw new IllegalArgumentException("nothing is left of " + bare);
        };
    }

    private boolean exists(String rows, String condition) {
        return sql.count(
                        "select count(*) from (select 1 from ("
                                + rows
                                + ") where "
                                + condition
                                + " limit 1)")
                > 0;
    }

    /// Constraints, the rows that files cannot say, proof, script, state.
    private void arrive(Bolt bolt, Map<String, Long> snapshots) {
        List<Item> all = items.open().stream().map(ItemProgress::item).toList();
        new Constraints(bolt).ensure(all);
        Reconciler reconciler = new Reconciler(bolt, sql);
        Sender sender =
                new Sender(
                        bolt,
                        sql,
                        new Sender.Limits(
                                options.shards(),
                                spec.options().batchSize(),
                                spec.options().maxDeadLetters()),
                        () -> {});
        Arrival arrival =
                new Arrival(
                        new Arrival.Order(spec.name(), GraphRun.Mode.BULK, options),
                        sql,
                        reconciler,
                        state,
                        items,
                        records,
                        context.clock());
        for (ItemProgress item : items.open()) {
            if (item.item() instanceof Item.Links links) {
                item.unmatched(reconciler.unmatched(links.plan()));
            }
            try (Progress.Task shown =
                    context.progress().begin("graph " + item.item().name(), item.planned().all())) {
                sender.upsert(item, shapeOf(item.item()), shown);
            }
            item.imported(sql.count("select count(*) from " + item.item().current()));
        }
        arrival.count();
        for (ItemProgress item : items.open()) {
            arrival.reconcile(item);
            records.item(item);
        }
        script = arrival.write(snapshots, BulkLoad::shapeOf).orElse(null);
        arrival.commit(List.of(), all, Databases.identity(bolt));
    }

    private static RowShape shapeOf(Item item) {
        return new RowShape(item, List.of(), true);
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "import files in " + folder + " cannot be removed: " + e.getMessage(),
                    e);
        }
    }
}
