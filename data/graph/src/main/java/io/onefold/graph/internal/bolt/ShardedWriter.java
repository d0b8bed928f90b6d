package io.onefold.graph.internal.bolt;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Spreads rows over shards, one writer for each, and waits until all are written.
///
/// The reader fills a batch for each shard; full ones wait in a queue of two, so a slow server
/// slows the reader down and memory stays bounded, whatever the input.
public final class ShardedWriter {

    private static final int QUEUED_BATCHES_MAX = 2;
    private static final int BATCH_BYTES_MAX = 8 << 20;
    private static final Batch END = new Batch(List.of(), true);

    private final int shards;
    private final int batchSize;
    private final Listener listener;

    /// Learns of each batch that is written; called by several threads.
    @FunctionalInterface
    public interface Listener {
        /// @throws OnefoldException if the load must not go on
        void written(Written batch);
    }

    /// @param shards writers at once, at least 1
    /// @param batchSize rows of a transaction at most; fewer when they are large
    public ShardedWriter(int shards, int batchSize, Listener listener) {
        this.shards = shards;
        this.batchSize = batchSize;
        this.listener = listener;
    }

    /// Writes all rows of a cursor.
    ///
    /// @throws OnefoldException the first failure of a writer or of the listener
    public void write(RowCursor rows, BatchWriter writer) {
        Run run = new Run(writer);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            run.queues.forEach(queue -> threads.execute(() -> run.drain(queue)));
            run.read(rows);
        }
        run.rethrow();
    }

    /// Rows of one transaction, or the mark that no more come.
    private record Batch(List<Row> rows, boolean last) {}

    private final class Run {

        private final BatchWriter writer;
        private final List<BlockingQueue<Batch>> queues = new ArrayList<>();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Run(BatchWriter writer) {
            this.writer = writer;
            for (int i = 0; i < shards; i++) {
                queues.add(new ArrayBlockingQueue<>(QUEUED_BATCHES_MAX));
            }
        }

        void read(RowCursor rows) {
            List<Pending> pending = new ArrayList<>();
            for (int i = 0; i < shards; i++) {
                pending.add(new Pending());
            }
            try {
                while (failure.get() == null && rows.next()) {
                    int shard = rows.shard();
                    Pending batch = pending.get(shard);
                    batch.add(rows.row());
                    if (batch.isFull()) {
                        put(shard, batch.take());
                    }
                }
                for (int i = 0; i < shards; i++) {
                    put(i, pending.get(i).take());
                }
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            } finally {
                for (int i = 0; i < shards; i++) {
                    put(i, END);
                }
            }
        }

        /// Waits for room, or for a failure. The end mark always gets through.
        private void put(int shard, Batch batch) {
            BlockingQueue<Batch> queue = queues.get(shard);
            try {
                while (batch.last() || (!batch.rows().isEmpty() && failure.get() == null)) {
                    if (queue.offer(batch, 100, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure.compareAndSet(null, e);
                queue.clear();
                queue.add(END);
            }
        }

        void drain(BlockingQueue<Batch> queue) {
            try {
                for (Batch batch = queue.take(); !batch.last(); batch = queue.take()) {
                    if (failure.get() == null) {
                        write(batch.rows());
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure.compareAndSet(null, e);
            }
        }

        private void write(List<Row> batch) {
            try {
                listener.written(writer.write(batch));
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        }

        void rethrow() {
            Throwable cause = failure.get();
            switch (cause) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default ->
                        throw new OnefoldException(
                                ErrorCode.RUN_FAILED,
                                "the load was interrupted; run it again",
                                cause);
            }
        }
    }

    /// The batch of a shard that is being filled.
    private final class Pending {

        private List<Row> rows = new ArrayList<>();
        private int bytes;

        void add(Row row) {
            rows.add(row);
            bytes += row.bytes();
        }

        boolean isFull() {
            return rows.size() >= batchSize || bytes >= BATCH_BYTES_MAX;
        }

        Batch take() {
            Batch full = new Batch(rows, false);
            rows = new ArrayList<>();
            bytes = 0;
            return full;
        }
    }
}
