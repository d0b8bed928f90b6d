package io.onefold.server.internal.decisions.review;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.Alert;
import io.onefold.fraud.port.AlertDraft;
import io.onefold.fraud.port.Alerts;
import io.onefold.model.access.Principal;
import io.onefold.server.internal.decisions.journal.Journal;
import io.onefold.server.internal.decisions.read.Conditions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Alerts in PostgreSQL.
public final class PostgresAlerts implements Alerts {

    private static final String SELECT = Jdbc.resource(PostgresAlerts.class, "alerts.sql");

    private final Jdbc jdbc;
    private final Journal journal;

    public PostgresAlerts(Jdbc jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    @Override
    public Optional<Alert> find(String tenant, long id) {
        return jdbc.with(connection -> find(connection, tenant, id));
    }

    @Override
    public List<Alert> find(String tenant, Set<Long> ids) {
        Conditions conditions =
                of(tenant)
                        .and(
                                "fraud_alerts.id = any (?::bigint[])",
                                ids.stream().map(String::valueOf).toList());
        return jdbc.with(connection -> page(connection, conditions, ids.size()));
    }

    @Override
    public Optional<Alert> ofTransaction(String tenant, String transactionId) {
        Conditions conditions = of(tenant).and("fraud_alerts.transaction_id = ?", transactionId);
        return jdbc.with(connection -> page(connection, conditions, 1)).stream().findFirst();
    }

    @Override
    public List<Alert> list(String tenant, Filter filter) {
        Alert.Status status = filter.status();
        Conditions conditions =
                of(tenant)
                        .and("fraud_alerts.status = ?", status == null ? null : status.wireName())
                        .and("fraud_alerts.assignee = ?", filter.assignee())
                        .and("fraud_alerts.case_id = ?", filter.caseId())
                        .and("fraud_alerts.id < ?", filter.beforeId());
        return jdbc.with(connection -> page(connection, conditions, filter.limit()));
    }

    @Override
    public Alert update(Alert changed, Principal by) {
        return jdbc.transaction(
                connection -> {
                    int updated =
                            Jdbc.update(
                                    connection,
                                    "update decisions.fraud_alerts set status = ?, assignee = ?, case_id = ?, version = version + 1"
                                            + " where tenant = ? and id = ? and version = ?",
                                    changed.status().wireName(),
                                    changed.assignee(),
                                    changed.caseId(),
                                    changed.tenant(),
                                    changed.id(),
                                    changed.version());
                    if (updated == 0) {
                        throw new ProblemException(
                                ProblemCode.STALE_VERSION,
                                "somebody changed the alert first; read it again");
                    }
                    note(connection, by, "alert.update", changed.id(), changed.status());
                    return get(connection, changed.tenant(), changed.id());
                });
    }

    @Override
    public Alert open(String tenant, String transactionId, AlertDraft draft, Principal by) {
        return jdbc.transaction(
                connection -> {
                    long id =
                            Jdbc.first(
                                            connection,
                                            Jdbc.resource(PostgresAlerts.class, "open-alert.sql"),
                                            row -> row.getLong(1),
                                            draft.type().name().toLowerCase(Locale.ROOT),
                                            draft.severity(),
                                            draft.description(),
                                            draft.suppressedBy(),
                                            draft.reasons(),
                                            tenant,
                                            transactionId)
                                    .orElseThrow(
                                            () ->
                                                    new ProblemException(
                                                            ProblemCode.WRONG_STATE,
                                                            "the transaction was never decided, or has an alert already"));
                    note(connection, by, "alert.open", id, Alert.Status.OPEN);
                    return get(connection, tenant, id);
                });
    }

    private void note(
            Connection connection, Principal by, String action, long id, Alert.Status status)
            throws SQLException {
        journal.note(connection, by, action, "alert " + id, Map.of("status", status.wireName()));
    }

    private static Conditions of(String tenant) {
        return new Conditions().and("fraud_alerts.tenant = ?", tenant);
    }

    private static Optional<Alert> find(Connection connection, String tenant, long id)
            throws SQLException {
        return page(connection, of(tenant).and("fraud_alerts.id = ?", id), 1).stream().findFirst();
    }

    private static Alert get(Connection connection, String tenant, long id) throws SQLException {
        return find(connection, tenant, id).orElseThrow();
    }

    private static List<Alert> page(Connection connection, Conditions conditions, int limit)
            throws SQLException {
        return Jdbc.query(
                connection,
                SELECT + conditions.sql() + " order by fraud_alerts.id desc limit ?",
                PostgresAlerts::alert,
                conditions.parametersThen(limit));
    }

    private static Alert alert(ResultSet row) throws SQLException {
        return new Alert(
                row.getLong("id"),
                row.getString("tenant"),
                row.getString("transaction_id"),
                row.getString("user_id"),
                row.getString("merchant_id"),
                row.getString("customer_id"),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                AlertDraft.Type.valueOf(upper(row.getString("alert_type"))),
                row.getString("severity"),
                row.getString("description"),
                Jdbc.texts(row, "reasons"),
                Alert.Status.valueOf(upper(row.getString("status"))),
                row.getString("assignee"),
                number(row, "case_id"),
                number(row, "suppressed_by"),
                Objects.requireNonNull(Jdbc.instant(row, "created_at")),
                row.getInt("version"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Long.class);
    }

    private static String upper(String wireName) {
        return wireName.toUpperCase(Locale.ROOT);
    }
}
