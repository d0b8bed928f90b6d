package io.onefold.server.internal.decisions;

import io.onefold.catalog.AuditKey;
import io.onefold.catalog.AuditTrail;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.model.access.Principal;
import io.onefold.server.internal.decisions.journal.Journal;
import io.onefold.server.internal.decisions.journal.Journal.Held;
import io.onefold.server.internal.decisions.seal.DataKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a deciding server does beside deciding: it forgets keys that others destroyed, signs the
/// heads of the audit log, makes partitions ahead and drops those past their retention.
public final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration KEYS = Duration.ofMillis(500);
    private static final Duration HOURLY = Duration.ofHours(1);
    private static final int DROPPED_AT_ONCE = 5_000;
    private static final Principal SELF = Principal.system("decisions");

    private final Jdbc jdbc;
    private final Journal journal;
    private final DataKeys keys;
    private final AuditTrail audit;
    private final AuditKey auditKey;
    private final Retention retention;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("decisions-upkeep").daemon().factory());
    private long keyEdition;

    /// How long decisions are kept.
    ///
    /// @param details what recomputes them
    /// @param transactions their columns, with alerts and labels
    public record Retention(Duration details, Duration transactions) {}

    public Upkeep(
            Jdbc jdbc,
            Journal journal,
            DataKeys keys,
            AuditTrail audit,
            AuditKey auditKey,
            Retention retention) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.keys = keys;
        this.audit = audit;
        this.auditKey = auditKey;
        this.retention = retention;
        this.keyEdition = journal.edition(Held.DATA_KEY);
    }

    /// Begins; the hourly work is done at once for the first time.
    public Upkeep started() {
        repeat("keys", this::refreshKeys, KEYS);
        repeat("hourly work", this::hourly, HOURLY);
        return this;
    }

    private void repeat(String what, Runnable work, Duration every) {
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(
                        () -> {
                            try {
                                work.run();
                            } catch (RuntimeException e) {
                                LOG.warn(
                                        "{} could not be done and is tried again: {}",
                                        what,
                                        e.toString());
                            }
                        },
                        0,
                        every.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void refreshKeys() {
        long edition = journal.edition(Held.DATA_KEY);
        if (edition != keyEdition) {
            keys.refresh();
            keyEdition = edition;
        }
    }

    /// Signs heads, makes partitions, drops old ones.
    public void hourly() {
        audit.anchor(auditKey);
        Instant before = journal.now().minus(retention.details());
        jdbc.change(
                connection -> {
                    Jdbc.query(connection, "select decisions.make_partitions(2)", row -> true);
                    List<String> dropped =
                            Jdbc.query(
                                    connection,
                                    "select * from decisions.drop_partitions(?)",
                                    row -> row.getString(1),
                                    before);
                    for (String partition : dropped) {
                        journal.note(
                                connection,
                                SELF,
                                "details.drop",
                                partition,
                                Map.of("before", before.toString()));
                    }
                });
        dropTransactions(journal.now().minus(retention.transactions()));
    }

    private void dropTransactions(Instant before) {
        long all = 0;
        long some = dropSome(before);
        while (some > 0) {
            all += some;
            some = dropSome(before);
        }
        if (all > 0) {
            String dropped = Long.toString(all);
            jdbc.change(
                    connection ->
                            journal.note(
                                    connection,
                                    SELF,
                                    "transactions.drop",
                                    "transactions",
                                    Map.of("before", before.toString(), "dropped", dropped)));
        }
    }

    private long dropSome(Instant before) {
        return jdbc.transaction(
                connection ->
                        Jdbc.first(
                                        connection,
                                        "select decisions.drop_transactions(?, ?)",
                                        row -> row.getLong(1),
                                        before,
                                        DROPPED_AT_ONCE)
                                .orElseThrow());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
