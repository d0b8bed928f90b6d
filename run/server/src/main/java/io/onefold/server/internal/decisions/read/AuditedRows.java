package io.onefold.server.internal.decisions.read;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.server.AuditedDecisions;
import io.onefold.server.internal.decisions.commit.DecisionEvents;
import io.onefold.server.internal.decisions.pack.Packing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Holds the decisions that are kept against what the audit log says of them: the hashes of
/// request, as it is sealed, and of answer, action and probability. One pass, a row at a time.
public final class AuditedRows {

    private static final String AUDITED = Jdbc.resource(AuditedRows.class, "audited-decisions.sql");
    private static final String UNAUDITED =
            Jdbc.resource(AuditedRows.class, "unaudited-decision.sql");
    private static final int FETCH_ROWS = 1_000;

    private final Packing packing;
    private final Instant detailsSince;
    private final Instant transactionsSince;
    private long events;
    private int lane;
    private long sequence;
    private @Nullable String wrong;
    private @Nullable String first;

    /// @param detailsSince details of decisions from then on must be there
    /// @param transactionsSince decisions from then on must be there
    public AuditedRows(Packing packing, Instant detailsSince, Instant transactionsSince) {
        this.packing = packing;
        this.detailsSince = detailsSince;
        this.transactionsSince = transactionsSince;
    }

    /// Compares all of them.
    public AuditedDecisions compare(Jdbc jdbc) {
        jdbc.stream(
                AUDITED,
                FETCH_ROWS,
                rows -> {
                    while (first == null && rows.next()) {
                        take(rows);
                    }
                });
        endEvent();
        if (first == null) {
            unaudited(jdbc)
                    .ifPresent(id -> first = "decision " + id + ": the audit log does not know it");
        }
        return new AuditedDecisions(events, first);
    }

    private static Optional<Long> unaudited(Jdbc jdbc) {
        return jdbc.with(
                connection ->
                        Jdbc.first(
                                        connection,
                                        UNAUDITED,
                                        row -> Optional.ofNullable(row.getObject(1, Long.class)))
                                .flatMap(id -> id));
    }

    /// An event comes once for every tenant that knows its transaction; one of them must fit.
    private void take(ResultSet row) throws SQLException {
        boolean same =
                events > 0 && lane == row.getInt("lane") && sequence == row.getLong("sequence");
        if (!same) {
            endEvent();
            if (first != null) {
                return;
            }
            events++;
            lane = row.getInt("lane");
            sequence = row.getLong("sequence");
            wrong = wrong(row);
        } else if (wrong != null) {
            wrong = wrong(row);
        }
    }

    private void endEvent() {
        if (wrong != null && first == null) {
            first = "lane " + lane + ", event " + sequence + ": " + wrong;
        }
    }

    private @Nullable String wrong(ResultSet row) throws SQLException {
        Instant said = Objects.requireNonNull(Jdbc.instant(row, "timestamp"));
        Instant createdAt = Jdbc.instant(row, "created_at");
        if (createdAt == null) {
            return said.isBefore(transactionsSince) ? null : "its decision is not kept any more";
        }
        String decision = "decision " + row.getLong("id");
        if (!row.getBoolean("has_details")) {
            return createdAt.isBefore(detailsSince) ? null : decision + " has lost its details";
        }
        byte[] response = row.getBytes("response");
        boolean answered =
                response == null
                        || DecisionEvents.hash(packing.unpack(response))
                                .equals(row.getString("audited_response"));
        return row.getBoolean("fits") && answered
                ? null
                : decision + " is kept otherwise than it was made";
    }
}
