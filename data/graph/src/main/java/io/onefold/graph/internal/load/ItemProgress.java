package io.onefold.graph.internal.load;

import io.onefold.catalog.Counter;
import io.onefold.catalog.RunItem;
import io.onefold.graph.ItemResult;
import io.onefold.graph.internal.bolt.DeadRow;
import io.onefold.graph.internal.bolt.Written;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far an item is. Written by the loader and its writers, shown while the load runs.
final class ItemProgress {

    private final Item item;
    private final Clock clock;
    private final List<DeadRow> dead = new ArrayList<>();
    private Changes.Read read = new Changes.Read(0, 0, 0, 0);
    private Changes.Count planned = new Changes.Count(0, 0, 0);
    private Unmatched unmatched = Unmatched.NONE;
    private Status status = Status.PENDING;
    private @Nullable OnefoldException failure;
    private @Nullable Instant startedAt;
    private @Nullable Instant workedUntil;
    private @Nullable Instant endedAt;
    private @Nullable RunItem journal;
    private long created;
    private long updated;
    private long deleted;
    private int batches;
    private long expected;
    private long found = -1;
    private long differing = -1;

    ItemProgress(Item item, Clock clock) {
        this.item = item;
        this.clock = clock;
    }

    Item item() {
        return item;
    }

    synchronized void begin(RunItem shownAs) {
        status = Status.RUNNING;
        startedAt = clock.instant();
        workedUntil = startedAt;
        journal = shownAs;
    }

    synchronized void lakeRead(Changes.Read rows, Changes.Count changes) {
        read = rows;
        planned = changes;
        workedUntil = clock.instant();
        show(Counter.READ, rows.read());
    }

    synchronized void replanned(Changes.Count changes) {
        planned = changes;
    }

    synchronized void unmatched(Unmatched rows) {
        unmatched = rows;
        show(Counter.UNMATCHED, rows.count());
    }

    /// A batch of rows made or updated.
    synchronized void upserted(Written batch) {
        created += batch.created();
        updated += Math.max(0, batch.rows() - batch.created());
        dead.addAll(batch.dead());
        batches++;
        workedUntil = clock.instant();
        show(Counter.CREATED, created);
        show(Counter.UPDATED, updated);
        show(Counter.DEAD, deadCount());
    }

    /// Rows made by the import tool; those sent afterwards are among them.
    synchronized void imported(long rows) {
        created = rows;
        updated = 0;
        workedUntil = clock.instant();
        show(Counter.CREATED, created);
    }

    /// A batch of rows removed.
    synchronized void removed(Written batch) {
        deleted += batch.rows();
        batches++;
        workedUntil = clock.instant();
        show(Counter.DELETED, deleted);
    }

    synchronized void reconciled(long lake, long graph) {
        expected = lake;
        found = graph;
    }

    synchronized void compared(long different) {
        differing = different;
    }

    synchronized void succeed() {
        end(Status.SUCCEEDED);
        if (journal != null) {
            journal.succeed();
        }
    }

    synchronized void fail(OnefoldException cause) {
        failure = cause;
        end(Status.FAILED);
        if (journal != null) {
            journal.fail(String.valueOf(cause.getMessage()));
        }
    }

    synchronized void skip(OnefoldException cause) {
        failure = cause;
        end(Status.SKIPPED);
    }

    synchronized void cancel() {
        end(Status.CANCELLED);
        if (journal != null) {
            journal.close();
        }
    }

    private void end(Status how) {
        status = how;
        endedAt = clock.instant();
    }

    private void show(Counter counter, long count) {
        if (journal != null) {
            journal.set(counter, count);
        }
    }

    /// Whether nothing has ended it yet.
    synchronized boolean isOpen() {
        return status == Status.PENDING || status == Status.RUNNING;
    }

    synchronized Status status() {
        return status;
    }

    synchronized Changes.Read read() {
        return read;
    }

    synchronized Changes.Count planned() {
        return planned;
    }

    synchronized Unmatched unmatched() {
        return unmatched;
    }

    synchronized long deadCount() {
        return read.refused() + dead.size();
    }

    /// The rows that the server refused.
    synchronized List<DeadRow> deadRows() {
        return List.copyOf(dead);
    }

    synchronized int batches() {
        return batches;
    }

    /// How many the lake says there should be.
    synchronized long expected() {
        return expected;
    }

    /// How many the graph holds; -1 while they are not counted.
    synchronized long found() {
        return found;
    }

    synchronized long differing() {
        return differing;
    }

    synchronized @Nullable OnefoldException failure() {
        return failure;
    }

    synchronized @Nullable Instant startedAt() {
        return startedAt;
    }

    synchronized @Nullable Instant endedAt() {
        return endedAt;
    }

    synchronized ItemResult result() {
        long millis =
                startedAt == null || workedUntil == null
                        ? 0
                        : Duration.between(startedAt, workedUntil).toMillis();
        return new ItemResult(
                item.name().toString(),
                status,
                read.read(),
                created,
                updated,
                deleted,
                unmatched.count(),
                deadCount(),
                expected,
                found,
                millis,
                failure == null ? null : failure.getMessage());
    }
}
