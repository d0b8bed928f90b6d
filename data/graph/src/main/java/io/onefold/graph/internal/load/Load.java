package io.onefold.graph.internal.load;

import io.onefold.catalog.GraphRun;
import io.onefold.catalog.GraphSpec;
import io.onefold.catalog.RunContext;
import io.onefold.graph.LoadOptions;
import io.onefold.graph.internal.bolt.Bolt;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import io.onefold.model.run.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One load over Bolt, from the comparison to the committed state.
///
/// Compare all items with what the graph holds; write down what is about to change; make
/// constraints; nodes, relationships, removals; count what arrived; commit. An item that fails
/// takes the relationships that need it along and leaves the others alone.
final class Load {

    private final GraphRun.Mode mode;
    private final RunContext context;
    private final Bolt bolt;
    private final Sql sql;
    private final GraphState state;
    private final Items items;
    private final Records records;
    private final Changes changes;
    private final GraphReader reader;
    private final Reconciler reconciler;
    private final Arrival arrival;
    private final Sender sender;
    private final DeadLetters deadLetters;
    private final List<Item> known = new ArrayList<>();
    private final List<Item> unknown = new ArrayList<>();

    /// What a load works with.
    ///
    /// @param sql the engine of its lake session
    /// @param database the identity of the graph's database; empty: unknown
    /// @param cleared whether the graph was emptied just now
    /// @param snapshots dataset to snapshot
    record Means(
            Bolt bolt,
            Sql sql,
            GraphState state,
            Items items,
            Records records,
            String database,
            boolean cleared,
            Map<String, Long> snapshots) {}

    private final Means means;
    private @Nullable Path script;

    Load(GraphSpec spec, GraphRun.Mode mode, LoadOptions options, RunContext context, Means means) {
        this.mode = mode;
        this.context = context;
        this.means = means;
        this.bolt = means.bolt();
        this.sql = means.sql();
        this.state = means.state();
        this.items = means.items();
        this.records = means.records();
        this.changes = new Changes(sql);
        this.reader = new GraphReader(bolt, sql);
        this.reconciler = new Reconciler(bolt, sql);
        this.arrival =
                new Arrival(
                        new Arrival.Order(spec.name(), mode, options),
                        sql,
                        reconciler,
                        state,
                        items,
                        records,
                        context.clock());
        this.deadLetters = new DeadLetters(sql, records);
        this.sender =
                new Sender(
                        bolt,
                        sql,
                        new Sender.Limits(
                                options.shards(),
                                spec.options().batchSize(),
                                spec.options().maxDeadLetters()),
                        this::stopIfAsked);
    }

    /// Runs the load up to the committed state. Items that fail are marked so; what stops the whole
    /// load is thrown.
    void run() {
        each(items.open(), this::compare);
        items.skipDependants();
        intend();
        new Constraints(bolt).ensure(items.open().stream().map(ItemProgress::item).toList());
        each(items.openNodes(), this::upsert);
        items.skipDependants();
        each(items.openLinks(), this::sendLinks);
        each(items.openRelationshipsFirst(), this::remove);
        arrival.count();
        each(items.open(), arrival::reconcile);
        script = arrival.write(means.snapshots(), this::shapeOf).orElse(null);
        arrival.commit(known, unknown, means.database());
    }

    /// The script that the load wrote.
    Optional<Path> script() {
        return Optional.ofNullable(script);
    }

    /// Works on items one after the other. A failure of one is its own, unless the server is gone.
    private void each(List<ItemProgress> list, Consumer<ItemProgress> work) {
        for (ItemProgress item : list) {
            try {
                work.accept(item);
            } catch (OnefoldException e) {
                if (e.code() == ErrorCode.UNAVAILABLE) {
                    throw e;
                }
                item.fail(e);
            }
            records.item(item);
        }
    }

    private void compare(ItemProgress progress) {
        stopIfAsked();
        Item item = progress.item();
        progress.begin(context.journal().begin("graph", item.name().toString()));
        records.item(progress);
        Changes.Read read = changes.readLake(item);
        boolean ask = mode == GraphRun.Mode.FULL || isElsewhere() || !state.knows(item);
        if (ask) {
            reader.read(item, item.base() + "_read", item.strays());
            changes.baseOnGraph(item, item.base() + "_read");
            unknown.add(item);
        } else {
            changes.noStrays(item);
            changes.baseOnState(item, state.sentSql(), state.pendingSql());
            known.add(item);
        }
        progress.lakeRead(read, changes.compare(item));
        deadLetters.refusedByType(progress);
        sender.refuseTooManyDead(progress);
        if (item instanceof Item.Links links) {
            progress.unmatched(reconciler.unmatched(links.plan()));
        }
    }

    /// Whether this is not the graph that the state speaks of.
    private boolean isElsewhere() {
        return means.cleared() || !means.database().equals(state.shape().database());
    }

    private void intend() {
        List<Item> open =
                items.open().stream().filter(this::hasWork).map(ItemProgress::item).toList();
        state.intend(
                open.stream().filter(known::contains).toList(),
                open.stream().filter(unknown::contains).toList());
    }

    private boolean hasWork(ItemProgress item) {
        return item.planned().all() > 0
                || sql.count("select count(*) from " + item.item().strays()) > 0;
    }

    private void sendLinks(ItemProgress progress) {
        Item.Links links = (Item.Links) progress.item();
        Optional<Item> from = deadLabel(links.plan().from());
        Optional<Item> to = deadLabel(links.plan().to());
        if (from.isPresent() || to.isPresent()) {
            long lost = changes.withoutDeadEnds(links, from.orElse(null), to.orElse(null));
            progress.replanned(changes.count(links));
            Unmatched before = progress.unmatched();
            progress.unmatched(new Unmatched(before.count() + lost, before.empty(), before.keys()));
        }
        if (changesItsKeys(links)) {
            remove(progress);
        }
        upsert(progress);
    }

    private Optional<Item> deadLabel(String label) {
        return items.label(label).filter(l -> !l.deadRows().isEmpty()).map(ItemProgress::item);
    }

    /// Whether relationships gain or lose their own keys, so that old ones must go before new ones
    /// come.
    private boolean changesItsKeys(Item.Links links) {
        GraphShape.ItemShape before = state.shape().items().get(links.name().toString());
        return before != null && before.keyed() != links.keyed();
    }

    private void upsert(ItemProgress progress) {
        long rows = progress.planned().created() + progress.planned().updated();
        try (Progress.Task shown =
                context.progress().begin("graph " + progress.item().name(), rows)) {
            sender.upsert(progress, shapeOf(progress.item()), shown);
        } finally {
            deadLetters.refusedByServer(progress);
        }
    }

    /// How an item's rows look when they are sent.
    RowShape shapeOf(Item item) {
        return new RowShape(item, state.shape().vanished(item), unknown.contains(item));
    }

    private void remove(ItemProgress progress) {
        if (progress.planned().deleted() > 0) {
            try (Progress.Task shown =
                    context.progress()
                            .begin(
                                    "graph " + progress.item().name() + " (removals)",
                                    progress.planned().deleted())) {
                sender.delete(progress, shown);
            }
            progress.replanned(
                    new Changes.Count(
                            progress.planned().created(), progress.planned().updated(), 0));
        }
        sender.deleteStrays(progress);
        sql.execute("delete from " + progress.item().strays());
    }

    private void stopIfAsked() {
        items.open().stream().filter(i -> i.status() == Status.RUNNING).forEach(records::live);
        if (context.journal().cancelRequested()) {
            throw new LoadCancelledException();
        }
    }
}
