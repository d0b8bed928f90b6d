package io.onefold.server.internal.decisions.journal;

import io.onefold.catalog.AuditTrail;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Notes changes in their own commits: who did what, and that servers must read again. Safe for
/// many threads.
public final class Journal {

    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Jdbc jdbc;
    private final Clock clock;
    private volatile Numbers numbers;

    public Journal(Jdbc jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.numbers = read();
    }

    /// What is held in memory elsewhere, each with an edition.
    public enum Held {
        RULE,
        POLICY,
        MODEL,
        LIST_ENTRY,
        SUPPRESSION,
        DATA_KEY;

        private String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The time of changes.
    public Instant now() {
        return clock.instant();
    }

    /// Appends an audit event to the caller's transaction.
    public void note(
            Connection connection,
            Principal by,
            String action,
            String object,
            Map<String, String> details)
            throws SQLException {
        AuditTrail.append(
                connection,
                new AuditEvent(by.name(), action, object, "done", details),
                clock.instant());
    }

    /// Begins a new edition in the caller's transaction; whoever does the same waits for its end.
    ///
    /// @return its number
    public long raise(Connection connection, Held held) throws SQLException {
        return Jdbc.first(
                        connection,
                        "insert into decisions.edition (name, number) values (?, 1)"
                                + " on conflict (name) do update set number = edition.number + 1 returning number",
                        row -> row.getLong(1),
                        held.column())
                .orElseThrow();
    }

    /// The number of an edition, as it was at most a fifth of a second ago.
    public long edition(Held held) {
        Numbers known = numbers;
        if (System.nanoTime() - known.readNanos() > FRESH_NANOS) {
            known = read();
            numbers = known;
        }
        return known.of().getOrDefault(held.column(), 0L);
    }

    /// Makes the next [#edition(Held)] ask again: this process changed something itself.
    public void changed() {
        numbers = read();
    }

    private Numbers read() {
        long now = System.nanoTime();
        Map<String, Long> of = new HashMap<>();
        jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                "select name, number from decisions.edition",
                                row -> of.put(row.getString(1), row.getLong(2))));
        return new Numbers(Map.copyOf(of), now);
    }

    private record Numbers(Map<String, Long> of, long readNanos) {}
}
