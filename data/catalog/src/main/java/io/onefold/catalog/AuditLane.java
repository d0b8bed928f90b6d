package io.onefold.catalog;

import io.onefold.catalog.internal.audit.AuditChain;
import io.onefold.catalog.jdbc.BinaryCopy;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.model.audit.AuditEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A lane of the audit log that one database session writes alone, so that it knows its head and
/// asks nobody. The lane is given back when the session ends, however it ends; a commit of that
/// session that is still under way keeps the lane until it is decided. Not for several threads.
public final class AuditLane {

    private static final String COPY =
            "copy audit.event (lane, sequence, \"timestamp\", event_type, actor, object, outcome, details, prev_hash, hash)"
                    + " from stdin (format binary)";
    private static final int COLUMNS = 10;

    private final int lane;
    private final BinaryCopy rows = new BinaryCopy(1 << 16);
    private AuditChain.Head head;
    private AuditChain.@Nullable Head next;

    private AuditLane(int lane, AuditChain.Head head) {
        this.lane = lane;
        this.head = head;
    }

    /// Takes a lane for a session.
    ///
    /// @param lane from 1; lane 0 belongs to everybody
    /// @return empty if another session has it
    public static Optional<AuditLane> take(Connection session, int lane) throws SQLException {
        if (lane <= AuditChain.LANE) {
            throw new IllegalArgumentException("lane " + lane + " belongs to everybody");
        }
        boolean taken =
                Jdbc.first(
                                session,
                                "select pg_try_advisory_lock(hashtextextended(?, 0))",
                                row -> row.getBoolean(1),
                                AuditChain.lockName(lane))
                        .orElseThrow();
        return taken
                ? Optional.of(new AuditLane(lane, AuditChain.head(session, lane)))
                : Optional.empty();
    }

    /// Appends events in the session's transaction. Once that has ended, [#committed()] or
    /// [#rolledBack()] says how, before anything else is appended.
    public void append(Connection session, List<AuditEvent> events, Instant at)
            throws SQLException {
        if (next != null) {
            throw new IllegalStateException("the transaction before has not been said to end");
        }
        Instant timestamp = at.truncatedTo(ChronoUnit.MICROS);
        String spelt = AuditChain.spelt(timestamp);
        AuditChain.Head last = head;
        rows.clear();
        for (AuditEvent event : events) {
            long sequence = last.sequence() + 1;
            byte[] hash =
                    AuditChain.hash(
                            last.hash(), AuditChain.canonical(lane, sequence, spelt, event));
            rows.row(COLUMNS)
                    .int4(lane)
                    .int8(sequence)
                    .instant(timestamp)
                    .text(event.action())
                    .text(event.actor())
                    .text(event.object())
                    .text(event.outcome())
                    .jsonb(AuditChain.details(event))
                    .bytes(last.hash())
                    .bytes(hash);
            last = new AuditChain.Head(sequence, hash);
        }
        next = last;
        rows.send(session, COPY);
    }

    /// The transaction that appended is durable.
    public void committed() {
        AuditChain.Head appended = next;
        if (appended != null) {
            head = appended;
            next = null;
        }
    }

    /// The transaction that appended has left nothing.
    public void rolledBack() {
        next = null;
    }
}
