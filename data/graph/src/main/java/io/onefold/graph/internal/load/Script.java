package io.onefold.graph.internal.load;

import io.onefold.catalog.GraphRun;
import io.onefold.graph.LoadOptions;
import io.onefold.graph.internal.bolt.Schedule;
import io.onefold.graph.internal.plan.ItemName;
import io.onefold.graph.internal.script.ScriptFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes a load as a Cypher script: a full one holds the whole graph, an incremental one the
/// changes.
final class Script {

    private final Sql sql;
    private final Records records;
    private final Clock clock;
    private final Function<Item, RowShape> shapes;

    /// What stands at the head of a script.
    ///
    /// @param graph the graph's name
    /// @param snapshots dataset to snapshot
    record Head(String graph, GraphRun.Mode mode, Map<String, Long> snapshots) {}

    /// @param shapes how the rows of an item look
    Script(Sql sql, Records records, Clock clock, Function<Item, RowShape> shapes) {
        this.sql = sql;
        this.records = records;
        this.clock = clock;
        this.shapes = shapes;
    }

    /// Writes a script if one is wanted.
    ///
    /// @param items what arrived, in the order of loading
    Optional<Path> write(Head head, LoadOptions options, List<ItemProgress> items) {
        boolean whole = head.mode() != GraphRun.Mode.INCREMENTAL;
        long rows = items.stream().mapToLong(i -> whole ? currentRows(i) : changedRows(i)).sum();
        boolean wanted =
                switch (options.script()) {
                    case NEVER -> false;
                    case ALWAYS -> rows > 0;
                    case WHEN_SMALL -> rows > 0 && rows <= LoadOptions.SCRIPT_ROWS_MAX;
                };
        if (!wanted) {
            return Optional.empty();
        }
        try (ScriptFile file = ScriptFile.begin(options.scriptFolder(), clock.instant())) {
            head(file, head, items, whole);
            items.stream()
                    .map(i -> Constraints.statement(i.item()))
                    .flatMap(Optional::stream)
                    .forEach(file::statement);
            file.statement("CALL db.awaitIndexes(3600)");
            body(file, items, whole);
            ScriptFile.Complete complete = file.complete();
            records.script(
                    complete.file().getFileName().toString(),
                    complete.file().toString(),
                    complete.kilobytes(),
                    complete.sha256());
            return Optional.of(complete.file());
        }
    }

    private long currentRows(ItemProgress item) {
        return sql.count("select count(*) from " + item.item().current());
    }

    private long changedRows(ItemProgress item) {
        return sql.count("select count(*) from " + item.item().changes());
    }

    private void head(ScriptFile file, Head head, List<ItemProgress> items, boolean whole) {
        file.comment(
                "Onefold graph script. Run it with: cypher-shell -f FILE, or: onefold graph replay FILE");
        file.comment("graph: " + head.graph());
        file.comment("run: " + records.run());
        file.comment(
                "holds: " + (whole ? "the whole graph" : "what changed since the load before"));
        file.comment("written: " + clock.instant());
        head.snapshots().forEach((dataset, id) -> file.comment("snapshot: " + dataset + " " + id));
        for (ItemProgress item : items) {
            if (whole) {
                file.comment("count: " + item.item().name() + " " + currentRows(item));
            } else {
                Changes.Count count = new Changes(sql).count(item.item());
                file.comment(
                        "count: %s %d created, %d updated, %d deleted"
                                .formatted(
                                        item.item().name(),
                                        count.created(),
                                        count.updated(),
                                        count.deleted()));
            }
        }
    }

    private void body(ScriptFile file, List<ItemProgress> items, boolean whole) {
        for (ItemProgress item : items) {
            if (!(item.item() instanceof Item.Bare)) {
                upserts(file, item, whole);
            }
        }
        if (!whole) {
            items.stream()
                    .filter(i -> i.item().name() instanceof ItemName.Type)
                    .forEach(i -> deletions(file, i.item()));
            items.stream()
                    .filter(i -> i.item().name() instanceof ItemName.Label)
                    .forEach(i -> deletions(file, i.item()));
        }
    }

    private void upserts(ScriptFile file, ItemProgress progress, boolean whole) {
        Item item = progress.item();
        RowShape sent = shapes.apply(item);
        RowShape shape = new RowShape(item, sent.vanished(), false);
        Changes.Count count = new Changes(sql).count(item);
        boolean all = whole || (count.updated() == 0 && count.created() == currentRows(progress));
        Set<String> dead =
                progress.deadRows().stream().map(d -> d.row().key()).collect(Collectors.toSet());
        try (EngineRows rows =
                new Rows(sql)
                        .upserts(shape, Schedule.SINGLE, 0, all, progress.read().merged() > 0)) {
            file.rows(rows, Sender.upsertOf(shape), !all, row -> !dead.contains(row.key()));
        }
    }

    private void deletions(ScriptFile file, Item item) {
        try (EngineRows rows = new Rows(sql).deletions(item, Schedule.SINGLE, 0)) {
            file.rows(rows, Sender.deleteOf(item), false, row -> true);
        }
    }
}
