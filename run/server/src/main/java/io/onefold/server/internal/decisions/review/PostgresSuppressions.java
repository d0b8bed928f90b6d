package io.onefold.server.internal.decisions.review;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.port.Suppression;
import io.onefold.fraud.port.Suppressions;
import io.onefold.server.internal.decisions.journal.Journal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Remembered false positives in PostgreSQL.
public final class PostgresSuppressions implements Suppressions {

    private final Jdbc jdbc;
    private final Journal journal;

    public PostgresSuppressions(Jdbc jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    @Override
    public long edition() {
        return journal.edition(Journal.Held.SUPPRESSION);
    }

    @Override
    public List<Suppression> current(Instant at) {
        return jdbc.with(
                connection ->
                        Jdbc.query(
                                connection,
                                "select id, tenant, user_id, reason, merchant_id, alert_id, expires_at from decisions.suppression"
                                        + " where expires_at > ? order by id",
                                row ->
                                        new Suppression(
                                                row.getLong("id"),
                                                row.getString("tenant"),
                                                row.getString("user_id"),
                                                row.getString("reason"),
                                                row.getString("merchant_id"),
                                                row.getLong("alert_id"),
                                                Objects.requireNonNull(
                                                        Jdbc.instant(row, "expires_at"))),
                                at));
    }

    @Override
    public Suppression add(Suppression suppression) {
        Suppression added = jdbc.transaction(connection -> add(connection, suppression));
        journal.changed();
        return added;
    }

    Suppression add(Connection connection, Suppression wanted) throws SQLException {
        journal.raise(connection, Journal.Held.SUPPRESSION);
        long id =
                Jdbc.first(
                                connection,
                                "insert into decisions.suppression (tenant, user_id, reason, merchant_id, alert_id, expires_at)"
                                        + " values (?, ?, ?, ?, ?, ?) returning id",
                                row -> row.getLong(1),
                                wanted.tenant(),
                                wanted.userId(),
                                wanted.reason(),
                                wanted.merchantId(),
                                wanted.alertId(),
                                wanted.expiresAt())
                        .orElseThrow();
        return new Suppression(
                id,
                wanted.tenant(),
                wanted.userId(),
                wanted.reason(),
                wanted.merchantId(),
                wanted.alertId(),
                wanted.expiresAt());
    }
}
