package io.onefold.server.internal.decisions.review;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.Cases;
import io.onefold.fraud.port.FraudCase;
import io.onefold.fraud.port.Label;
import io.onefold.fraud.port.Suppression;
import io.onefold.model.access.Principal;
import io.onefold.server.internal.decisions.journal.Journal;
import io.onefold.server.internal.decisions.read.Conditions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Cases in PostgreSQL.
public final class PostgresCases implements Cases {

    private static final String SELECT =
            "select id, tenant, status, outcome, amount, currency, opener, closer, approver, opened_at, version"
                    + " from decisions.fraud_case";

    private final Jdbc jdbc;
    private final Journal journal;
    private final PostgresLabels labels;
    private final PostgresSuppressions suppressions;

    public PostgresCases(
            Jdbc jdbc, Journal journal, PostgresLabels labels, PostgresSuppressions suppressions) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.labels = labels;
        this.suppressions = suppressions;
    }

    @Override
    public Optional<FraudCase> find(String tenant, long id) {
        return jdbc.transaction(connection -> find(connection, tenant, id));
    }

    @Override
    public List<FraudCase> list(
            String tenant, FraudCase.@Nullable Status status, @Nullable Long beforeId, int limit) {
        Conditions conditions =
                new Conditions()
                        .and("tenant = ?", tenant)
                        .and("status = ?", status == null ? null : status.wireName())
                        .and("id < ?", beforeId);
        return jdbc.transaction(connection -> page(connection, conditions, limit));
    }

    @Override
    public FraudCase open(FraudCase opened, List<Long> alertIds, Principal by) {
        return jdbc.transaction(
                connection -> {
                    long id = insert(connection, opened);
                    take(connection, opened.tenant(), id, alertIds);
                    journal.note(
                            connection,
                            by,
                            "case.open",
                            "case " + id,
                            Map.of("alerts", alertIds.toString()));
                    return get(connection, opened.tenant(), id);
                });
    }

    private static void take(Connection connection, String tenant, long id, List<Long> alertIds)
            throws SQLException {
        int put =
                Jdbc.update(
                        connection,
                        "update decisions.fraud_alerts set case_id = ?, version = version + 1"
                                + " where tenant = ? and id = any (?) and case_id is null",
                        id,
                        tenant,
                        connection.createArrayOf("bigint", alertIds.toArray()));
        if (put != Set.copyOf(alertIds).size()) {
            throw new ProblemException(
                    ProblemCode.WRONG_STATE,
                    "one of the alerts does not exist, or belongs to a case already");
        }
    }

    @Override
    public FraudCase attach(FraudCase changed, List<Long> alertIds, Principal by) {
        return jdbc.transaction(
                connection -> {
                    write(connection, changed);
                    take(connection, changed.tenant(), changed.id(), alertIds);
                    journal.note(
                            connection,
                            by,
                            "case.attach",
                            "case " + changed.id(),
                            Map.of("alerts", alertIds.toString()));
                    return get(connection, changed.tenant(), changed.id());
                });
    }

    private static long insert(Connection connection, FraudCase opened) throws SQLException {
        long id =
                Jdbc.first(
                                connection,
                                "insert into decisions.fraud_case (tenant, status, outcome, amount, currency, opener, closer, approver,"
                                        + " opened_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id",
                                row -> row.getLong(1),
                                opened.tenant(),
                                opened.status().wireName(),
                                outcome(opened),
                                opened.amount(),
                                opened.currency(),
                                opened.opener(),
                                opened.closer(),
                                opened.approver(),
                                opened.openedAt())
                        .orElseThrow();
        for (FraudCase.Note note : opened.notes()) {
            insert(connection, id, note);
        }
        return id;
    }

    @Override
    public FraudCase note(String tenant, long id, FraudCase.Note note) {
        return jdbc.transaction(
                connection -> {
                    get(connection, tenant, id);
                    insert(connection, id, note);
                    journal.note(
                            connection,
                            new Principal(note.author(), Set.of(), Set.of(), false),
                            "case.note",
                            "case " + id,
                            Map.of());
                    return get(connection, tenant, id);
                });
    }

    private static void insert(Connection connection, long id, FraudCase.Note note)
            throws SQLException {
        Jdbc.update(
                connection,
                "insert into decisions.case_note (case_id, author, at, note) values (?, ?, ?, ?)",
                id,
                note.author(),
                note.at(),
                note.text());
    }

    @Override
    public FraudCase update(FraudCase changed, Consequences consequences, Principal by) {
        FraudCase updated =
                jdbc.transaction(
                        connection -> {
                            write(connection, changed);
                            follow(connection, changed, consequences);
                            journal.note(
                                    connection,
                                    by,
                                    "case.update",
                                    "case " + changed.id(),
                                    details(changed));
                            return get(connection, changed.tenant(), changed.id());
                        });
        journal.changed();
        return updated;
    }

    private static void write(Connection connection, FraudCase changed) throws SQLException {
        int updated =
                Jdbc.update(
                        connection,
                        "update decisions.fraud_case set status = ?, outcome = ?, amount = ?, closer = ?, approver = ?, version = version + 1"
                                + " where tenant = ? and id = ? and version = ?",
                        changed.status().wireName(),
                        outcome(changed),
                        changed.amount(),
                        changed.closer(),
                        changed.approver(),
                        changed.tenant(),
                        changed.id(),
                        changed.version());
        if (updated == 0) {
            throw new ProblemException(
                    ProblemCode.STALE_VERSION, "somebody changed the case first; read it again");
        }
    }

    private void follow(Connection connection, FraudCase changed, Consequences consequences)
            throws SQLException {
        if (consequences.closeAlerts()) {
            Jdbc.update(
                    connection,
                    "update decisions.fraud_alerts set status = 'closed', version = version + 1"
                            + " where case_id = ? and status <> 'closed'",
                    changed.id());
        }
        for (Label label : consequences.labels()) {
            labels.add(connection, label);
        }
        for (Suppression suppression : consequences.suppressions()) {
            suppressions.add(connection, suppression);
        }
    }

    private static Map<String, String> details(FraudCase changed) {
        String outcome = outcome(changed);
        return outcome == null
                ? Map.of("status", changed.status().wireName())
                : Map.of("status", changed.status().wireName(), "outcome", outcome);
    }

    private static @Nullable String outcome(FraudCase of) {
        FraudCase.Outcome outcome = of.outcome();
        return outcome == null ? null : outcome.wireName();
    }

    private static FraudCase get(Connection connection, String tenant, long id)
            throws SQLException {
        return find(connection, tenant, id)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND, "there is no case " + id));
    }

    private static Optional<FraudCase> find(Connection connection, String tenant, long id)
            throws SQLException {
        return page(connection, new Conditions().and("tenant = ?", tenant).and("id = ?", id), 1)
                .stream()
                .findFirst();
    }

    private static List<FraudCase> page(Connection connection, Conditions conditions, int limit)
            throws SQLException {
        List<FraudCase> cases =
                Jdbc.query(
                        connection,
                        SELECT + conditions.sql() + " order by id desc limit ?",
                        PostgresCases::fraudCase,
                        conditions.parametersThen(limit));
        Map<Long, List<FraudCase.Note>> notes = notes(connection, cases);
        return cases.stream()
                .map(one -> one.with(notes.getOrDefault(one.id(), List.of())))
                .toList();
    }

    private static Map<Long, List<FraudCase.Note>> notes(
            Connection connection, List<FraudCase> cases) throws SQLException {
        Map<Long, List<FraudCase.Note>> notes = new HashMap<>();
        Jdbc.query(
                connection,
                "select case_id, author, at, note from decisions.case_note where case_id = any (?) order by id",
                row ->
                        notes.computeIfAbsent(row.getLong("case_id"), id -> new ArrayList<>())
                                .add(note(row)),
                connection.createArrayOf("bigint", cases.stream().map(FraudCase::id).toArray()));
        return notes;
    }

    private static FraudCase.Note note(ResultSet row) throws SQLException {
        return new FraudCase.Note(
                row.getString("author"),
                Objects.requireNonNull(Jdbc.instant(row, "at")),
                row.getString("note"));
    }

    private static FraudCase fraudCase(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        return new FraudCase(
                row.getLong("id"),
                row.getString("tenant"),
                FraudCase.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                outcome == null
                        ? null
                        : FraudCase.Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
                row.getBigDecimal("amount"),
                row.getString("currency"),
                row.getString("opener"),
                row.getString("closer"),
                row.getString("approver"),
                List.of(),
                Objects.requireNonNull(Jdbc.instant(row, "opened_at")),
                row.getInt("version"));
    }
}
