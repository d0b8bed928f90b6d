package io.onefold.graph.internal.load;

import io.onefold.catalog.GraphRun;
import io.onefold.graph.LoadOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The end of a load: the proof that everything arrived, the script, the committed state.
final class Arrival {

    private final Order order;
    private final Sql sql;
    private final Reconciler reconciler;
    private final GraphState state;
    private final Items items;
    private final Records records;
    private final Clock clock;

    /// What was asked for.
    record Order(String graph, GraphRun.Mode mode, LoadOptions options) {}

    Arrival(
            Order order,
            Sql sql,
            Reconciler reconciler,
            GraphState state,
            Items items,
            Records records,
            Clock clock) {
        this.order = order;
        this.sql = sql;
        this.reconciler = reconciler;
        this.state = state;
        this.items = items;
        this.records = records;
        this.clock = clock;
    }

    /// Counts what the graph holds of each open item, and what the lake says it should.
    void count() {
        List<ItemProgress> open = items.open();
        List<GraphCounts.Wanted> wanted =
                open.stream()
                        .map(ItemProgress::item)
                        .map(
                                item ->
                                        new GraphCounts.Wanted(
                                                item.name(),
                                                items.isAlone(item),
                                                reconciler.expected(item)))
                        .toList();
        List<Long> found = reconciler.found(wanted);
        for (int i = 0; i < found.size(); i++) {
            open.get(i).reconciled(wanted.get(i).expected(), found.get(i));
        }
    }

    /// Compares what the graph holds of an item, as it was counted, with what the lake says.
    ///
    /// @throws io.onefold.model.OnefoldException (RUN_FAILED) if they do not agree
    void reconcile(ItemProgress progress) {
        Item item = progress.item();
        long differing = order.options().deep() ? reconciler.differing(item) : -1;
        progress.compared(differing);
        Reconciler.requireEqual(
                item, progress.expected(), progress.found(), Math.max(0, differing));
    }

    /// Writes a script of what arrived, if one is wanted.
    Optional<Path> write(Map<String, Long> snapshots, Function<Item, RowShape> shapes) {
        return new Script(sql, records, clock, shapes)
                .write(
                        new Script.Head(order.graph(), order.mode(), snapshots),
                        order.options(),
                        items.open());
    }

    /// Commits what arrived and ends its items well.
    ///
    /// @param known items whose base was the state
    /// @param unknown items whose base was the graph
    /// @param database the identity of the graph's database
    void commit(List<Item> known, List<Item> unknown, String database) {
        List<Item> arrived = items.open().stream().map(ItemProgress::item).toList();
        state.arrived(
                arrived.stream().filter(known::contains).toList(),
                arrived.stream().filter(unknown::contains).toList(),
                state.shape().after(database, arrived));
        List<ItemProgress> open = items.open();
        for (ItemProgress item : open) {
            DeadLetters.settle(sql, records, item.item());
            item.succeed();
        }
        records.items(open);
    }
}
