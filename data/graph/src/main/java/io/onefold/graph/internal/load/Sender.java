package io.onefold.graph.internal.load;

import io.onefold.graph.internal.bolt.BatchWriter;
import io.onefold.graph.internal.bolt.Bolt;
import io.onefold.graph.internal.bolt.RowCursor;
import io.onefold.graph.internal.bolt.Schedule;
import io.onefold.graph.internal.bolt.ShardedWriter;
import io.onefold.graph.internal.bolt.Written;
import io.onefold.graph.internal.plan.ItemName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import java.util.List;
import java.util.function.Consumer;

/// Sends the changes of an item to the graph.
final class Sender {

    /// Fewer rows than this are sent by one writer: rounds and threads would cost more than they
    /// bring.
    private static final int SINGLE_WRITER_ROWS_MAX = 10_000;

    private final Bolt bolt;
    private final Rows rows;
    private final Limits limits;
    private final Runnable heartbeat;

    /// Limits of a load.
    ///
    /// @param shards writers at once
    /// @param batchSize rows of a transaction at most
    /// @param deadLettersMax rows of an item that may be refused before the item fails
    record Limits(int shards, int batchSize, long deadLettersMax) {}

    /// @param heartbeat called after each batch; throws when the load must stop
    Sender(Bolt bolt, Sql sql, Limits limits, Runnable heartbeat) {
        this.bolt = bolt;
        this.rows = new Rows(sql);
        this.limits = limits;
        this.heartbeat = heartbeat;
    }

    /// Sends rows to make or update.
    ///
    /// @param shape how rows look
    /// @throws OnefoldException (RUN_FAILED) when too many rows are refused, (UNAVAILABLE) when the
    ///   server is gone
    void upsert(ItemProgress item, RowShape shape, Progress.Task shown) {
        Changes.Count planned = item.planned();
        long count = planned.created() + planned.updated();
        if (count == 0) {
            return;
        }
        Schedule schedule = scheduleOf(item.item(), count);
        boolean allNew = planned.created() == currentRows(item);
        BatchWriter writer = new BatchWriter(bolt, Statements.overParameter(upsertOf(shape)));
        for (int round = 0; round < rounds(item.item(), schedule); round++) {
            try (EngineRows changed =
                    rows.upserts(shape, schedule, round, allNew, item.read().merged() > 0)) {
                send(
                        changed,
                        writer,
                        schedule,
                        batch -> {
                            item.upserted(batch);
                            shown.add(batch.rows());
                            refuseTooManyDead(item);
                        });
            }
        }
    }

    private static long currentRows(ItemProgress item) {
        Changes.Read read = item.read();
        return read.read() - read.withoutKey() - read.refused() - read.merged();
    }

    static String upsertOf(RowShape shape) {
        Item item = shape.item();
        return switch (item.name()) {
            case ItemName.Label label -> Statements.merge(label, shape.replace());
            case ItemName.Type type ->
                    Statements.merge(type, item.keyed(), shape.hasProperties(), shape.replace());
        };
    }

    static String deleteOf(Item item) {
        return switch (item.name()) {
            case ItemName.Label label -> Statements.delete(label);
            case ItemName.Type type -> Statements.delete(type, item.keyed());
        };
    }

    /// Sends rows to remove.
    void delete(ItemProgress item, Progress.Task shown) {
        if (item.planned().deleted() > 0) {
            Schedule schedule = scheduleOf(item.item(), item.planned().deleted());
            BatchWriter writer =
                    new BatchWriter(bolt, Statements.overParameter(deleteOf(item.item())));
            for (int round = 0; round < rounds(item.item(), schedule); round++) {
                try (EngineRows gone = rows.deletions(item.item(), schedule, round)) {
                    send(
                            gone,
                            writer,
                            schedule,
                            batch -> {
                                item.removed(batch);
                                shown.add(batch.rows());
                            });
                }
            }
        }
    }

    /// Removes relationships that no key names.
    void deleteStrays(ItemProgress item) {
        BatchWriter writer =
                new BatchWriter(bolt, Statements.overParameter(Statements.deleteStrays()));
        try (EngineRows strays = rows.strays(item.item())) {
            send(strays, writer, Schedule.SINGLE, item::removed);
        }
    }

    private void send(
            RowCursor cursor, BatchWriter writer, Schedule schedule, Consumer<Written> each) {
        new ShardedWriter(
                        schedule.shards(),
                        limits.batchSize(),
                        batch -> {
                            each.accept(batch);
                            heartbeat.run();
                        })
                .write(cursor, writer);
    }

    private Schedule scheduleOf(Item item, long count) {
        if (count <= SINGLE_WRITER_ROWS_MAX) {
            return Schedule.SINGLE;
        }
        boolean sameLabel =
                item.name() instanceof ItemName.Type type && type.from().equals(type.to());
        return new Schedule(limits.shards(), sameLabel);
    }

    /// Nodes have no partner to meet, so one round holds them all.
    private static int rounds(Item item, Schedule schedule) {
        return item.name() instanceof ItemName.Label ? 1 : schedule.rounds();
    }

    /// @throws OnefoldException (RUN_FAILED) when more rows are refused than the graph allows
    void refuseTooManyDead(ItemProgress item) {
        refuseTooManyDead(item, limits.deadLettersMax());
    }

    /// @throws OnefoldException (RUN_FAILED) when more rows are refused than a graph allows
    static void refuseTooManyDead(ItemProgress item, long deadLettersMax) {
        long dead = item.deadCount();
        if (dead > deadLettersMax) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    item.item().name()
                            + ": the graph cannot hold "
                            + dead
                            + " rows, more than max_dead_letters = "
                            + deadLettersMax
                            + "; see control.graph_dead_letter for keys and reasons ("
                            + reasons(item)
                            + "), correct the rows, or raise max_dead_letters in the graph manifest");
        }
    }

    private static String reasons(ItemProgress item) {
        List<String> distinct =
                item.deadRows().stream().map(d -> d.reason()).distinct().limit(3).toList();
        return distinct.isEmpty() ? "refused before sending" : String.join("; ", distinct);
    }
}
