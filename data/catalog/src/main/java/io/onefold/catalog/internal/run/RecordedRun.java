package io.onefold.catalog.internal.run;

import io.onefold.catalog.OpenRun;
import io.onefold.catalog.RunItem;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A run of this process. It owns the connection that holds the workflow's lock: the lock lives
/// exactly as long as the process (or its connection) does.
public final class RecordedRun implements OpenRun {

    private static final Logger LOG = LoggerFactory.getLogger(RecordedRun.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final String BEGIN_ITEM = Jdbc.resource(RecordedRun.class, "begin_item.sql");
    private static final String END_ITEMS = Jdbc.resource(RecordedRun.class, "end_items.sql");

    private final UUID id;
    private final Connection lock;
    private final Jdbc jdbc;
    private final Clock clock;
    private final ScheduledExecutorService heart;
    private final Future<?> beats;
    private final Set<RecordedItem> items = ConcurrentHashMap.newKeySet();
    private final AtomicInteger position = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean cancelRequested;

    /// @param id the run, already kept as running
    /// @param lock the connection that holds the workflow's lock; it is closed with the run
    public RecordedRun(UUID id, Connection lock, Jdbc jdbc, Clock clock) {
        this.id = id;
        this.lock = lock;
        this.jdbc = jdbc;
        this.clock = clock;
        this.heart =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("run-heartbeat").factory());
        this.beats =
                heart.scheduleWithFixedDelay(
                        this::beat,
                        HEARTBEAT.toMillis(),
                        HEARTBEAT.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public RunItem begin(String stage, String item) {
        insert(stage, item, Status.RUNNING, null);
        RecordedItem begun = new RecordedItem(this, stage, item);
        items.add(begun);
        return begun;
    }

    @Override
    public void skip(String stage, String item, String reason) {
        insert(stage, item, Status.SKIPPED, Objects.requireNonNull(reason));
    }

    @Override
    public boolean cancelRequested() {
        return cancelRequested;
    }

    @Override
    public void succeed() {
        end(Status.SUCCEEDED, null);
    }

    @Override
    public void fail(String reason) {
        end(Status.FAILED, Objects.requireNonNull(reason));
    }

    @Override
    public void cancel() {
        end(Status.CANCELLED, null);
    }

    @Override
    public void close() {
        if (!ended.get()) {
            end(Status.FAILED, "the run ended without saying how; see the log of the process");
        }
    }

    Jdbc jdbc() {
        return jdbc;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    void forget(RecordedItem item) {
        items.remove(item);
    }

    private void insert(String stage, String item, Status status, @Nullable String reason) {
        Instant now = now();
        Instant startedAt = status == Status.RUNNING ? now : null;
        jdbc.with(
                connection ->
                        Jdbc.update(
                                connection,
                                BEGIN_ITEM,
                                id,
                                stage,
                                item,
                                position.getAndIncrement(),
                                status.wireName(),
                                startedAt,
                                reason));
    }

    private void beat() {
        try {
            items.forEach(RecordedItem::flush);
            boolean mine =
                    jdbc.with(
                            connection ->
                                    Jdbc.first(
                                                    connection,
                                                    "update control.run set heartbeat_at = ? where run_id = ? and status = 'running'"
                                                            + " returning cancel_requested_at is not null",
                                                    row -> row.getBoolean(1),
                                                    now(),
                                                    id)
                                            .map(
                                                    requested -> {
                                                        cancelRequested |= requested;
                                                        return true;
                                                    })
                                            .orElse(false));
            if (!mine && !ended.get()) {
                LOG.warn("run {} was ended by somebody else; it stops", id);
                cancelRequested = true;
                beats.cancel(false);
            }
        } catch (OnefoldException e) {
            LOG.warn("run {} could not give a sign of life: {}", id, e.getMessage());
        }
    }

    private void end(Status status, @Nullable String reason) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        beats.cancel(false);
        heart.shutdown();
        try {
            items.forEach(RecordedItem::close);
            jdbc.transaction(
                    connection -> {
                        Jdbc.update(connection, END_ITEMS, now(), id);
                        return Jdbc.update(
                                connection,
                                "update control.run set status = ?, ended_at = ?, heartbeat_at = ?, error_message = ?"
                                        + " where run_id = ? and status = 'running'",
                                status.wireName(),
                                now(),
                                now(),
                                reason,
                                id);
                    });
        } finally {
            release();
        }
    }

    private void release() {
        try (lock) {
            Jdbc.query(lock, "select pg_advisory_unlock_all()", row -> true);
        } catch (SQLException e) {
            LOG.warn("the lock of run {} was lost before its end: {}", id, e.getMessage());
        }
    }
}
