package io.onefold.catalog.internal.run;

import io.onefold.catalog.Counter;
import io.onefold.catalog.RunItem;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.model.run.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// An item of a run, kept in `control.run_item`: its counts every few seconds, its end at once.
final class RecordedItem implements RunItem {

    private static final String SAVE =
            "update control.run_item set status = ?, ended_at = ?, error_message = ?, facts = ?, "
                    + ItemColumns.assignments()
                    + " where run_id = ? and stage = ? and item = ?";

    private final RecordedRun run;
    private final String stage;
    private final String item;
    private final Map<Counter, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    RecordedItem(RecordedRun run, String stage, String item) {
        this.run = run;
        this.stage = stage;
        this.item = item;
    }

    @Override
    public void add(Counter counter, long count) {
        counts.computeIfAbsent(counter, absent -> new AtomicLong()).addAndGet(count);
        changed.setRelease(true);
    }

    @Override
    public void set(Counter counter, long count) {
        counts.computeIfAbsent(counter, absent -> new AtomicLong()).set(count);
        changed.setRelease(true);
    }

    @Override
    public void note(Map<String, String> more) {
        synchronized (facts) {
            facts.putAll(more);
        }
        changed.setRelease(true);
    }

    @Override
    public void succeed() {
        end(Status.SUCCEEDED, null);
    }

    @Override
    public void fail(String reason) {
        end(Status.FAILED, reason);
    }

    @Override
    public void close() {
        if (!ended.get()) {
            end(
                    run.cancelRequested() ? Status.CANCELLED : Status.FAILED,
                    run.cancelRequested()
                            ? null
                            : "it ended without saying how; see the run's own error");
        }
    }

    /// Keeps the counts, if they changed since the last time.
    synchronized void flush() {
        if (!ended.get() && changed.compareAndSet(true, false)) {
            save(Status.RUNNING, null, null);
        }
    }

    private synchronized void end(Status status, @Nullable String reason) {
        if (ended.compareAndSet(false, true)) {
            save(status, run.now(), reason);
            run.forget(this);
        }
    }

    private void save(Status status, @Nullable Instant endedAt, @Nullable String reason) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(status.wireName());
        values.add(endedAt);
        values.add(reason);
        synchronized (facts) {
            values.add(new Json(Json.object(facts)));
        }
        for (Counter counter : Counter.values()) {
            AtomicLong count = counts.get(counter);
            values.add(count == null ? null : count.get());
        }
        values.add(run.id());
        values.add(stage);
        values.add(item);
        run.jdbc().with(connection -> Jdbc.update(connection, SAVE, values.toArray()));
    }
}
