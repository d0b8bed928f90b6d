package io.onefold.server.internal.decisions.commit;

import io.onefold.catalog.AuditLane;
import io.onefold.catalog.jdbc.BinaryCopy;
import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.port.AlertDraft;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore.Kept;
import io.onefold.fraud.port.DecisionStore.Stored;
import io.onefold.model.audit.AuditEvent;
import io.onefold.server.internal.decisions.commit.Pending.Key;
import io.onefold.server.internal.decisions.seal.DataKey;
import io.onefold.server.internal.decisions.seal.DataKey.Owner;
import io.onefold.server.internal.decisions.seal.DataKeys;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Decisions that are written in one transaction: keys, transactions, details, alerts, audit. Not
/// for several threads; used again by its lane.
final class Batch {

    private static final String INSERT = Jdbc.resource(Batch.class, "insert-transactions.sql");
    private static final String COPY_DETAILS =
            "copy decisions.decision_details (id, created_at, request, entities, features, model_id, policy_id, margin,"
                    + " response) from stdin (format binary)";
    private static final int DETAIL_COLUMNS = 9;
    private static final String COPY_ALERTS =
            "copy decisions.fraud_alerts (tenant, transaction_id, customer_id, alert_type, severity, description, status,"
                    + " suppressed_by, reasons) from stdin (format binary)";
    private static final int ALERT_COLUMNS = 9;

    private final DataKeys keys;
    private final StoredAnswers stored;
    private final BinaryCopy details = new BinaryCopy(1 << 18);
    private final BinaryCopy alerts = new BinaryCopy(1 << 14);

    Batch(DataKeys keys, StoredAnswers stored) {
        this.keys = keys;
        this.stored = stored;
    }

    /// What writing came to, true once the transaction is durable.
    ///
    /// @param kept for each decision what became of it
    /// @param taken the data keys it used
    /// @param lastId the highest number given, 0 for none
    record Written(Map<Pending, Kept> kept, Map<Owner, DataKey> taken, long lastId) {}

    /// Writes the decisions in the connection's transaction.
    Written write(Connection connection, AuditLane lane, List<Pending> batch, Instant now)
            throws SQLException {
        Map<Key, Pending> first = new TreeMap<>(); // in order, lest two commits deadlock
        batch.forEach(pending -> first.putIfAbsent(pending.key(), pending));
        Map<Key, Kept.New> fresh = insert(connection, List.copyOf(first.values()));
        List<Pending> winners =
                first.values().stream().filter(p -> fresh.containsKey(p.key())).toList();
        Map<Owner, DataKey> taken = takeKeys(connection, winners);
        copy(connection, lane, winners, fresh, taken, now);
        Map<Pending, Kept> kept = new HashMap<>();
        winners.forEach(pending -> kept.put(pending, fresh.get(pending.key())));
        before(connection, batch, kept);
        long last = fresh.values().stream().mapToLong(Kept.New::id).max().orElse(0);
        return new Written(kept, taken, last);
    }

    private static Map<Key, Kept.New> insert(Connection connection, List<Pending> rows)
            throws SQLException {
        Map<Key, Kept.New> fresh = new HashMap<>();
        Jdbc.query(
                connection,
                INSERT,
                row ->
                        fresh.put(
                                new Key(row.getString(2), row.getString(3)),
                                new Kept.New(
                                        row.getLong(1),
                                        Objects.requireNonNull(Jdbc.instant(row, "created_at")))),
                texts(connection, rows, d -> d.caller().tenant()),
                texts(connection, rows, DecisionRecord::transactionId),
                texts(connection, rows, d -> d.timestamp().toString()),
                texts(connection, rows, d -> d.amount().toPlainString()),
                texts(connection, rows, d -> d.currency().getCurrencyCode()),
                texts(connection, rows, DecisionRecord::userId),
                texts(connection, rows, DecisionRecord::customerId),
                texts(connection, rows, DecisionRecord::merchantId),
                texts(connection, rows, DecisionRecord::merchantCategory),
                texts(connection, rows, d -> d.fraudType().wireName()),
                texts(connection, rows, d -> text(d.probability())),
                texts(connection, rows, d -> text(d.level())),
                texts(connection, rows, d -> d.action().name()),
                connection.createArrayOf(
                        "bytea",
                        rows.stream().map(p -> p.decision().requestHash()).toArray(byte[][]::new)),
                texts(connection, rows, d -> d.caller().principal().name()));
        return fresh;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Array texts(
            Connection connection,
            List<Pending> rows,
            Function<DecisionRecord, @Nullable String> column)
            throws SQLException {
        @Nullable Object[] values = new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i).decision());
        }
        return connection.createArrayOf("text", values);
    }

    private Map<Owner, DataKey> takeKeys(Connection connection, List<Pending> winners)
            throws SQLException {
        Set<Owner> owners = new HashSet<>();
        winners.forEach(pending -> owners.add(owner(pending.decision())));
        return owners.isEmpty() ? Map.of() : keys.take(connection, owners);
    }

    private static Owner owner(DecisionRecord decision) {
        return new Owner(decision.caller().tenant(), decision.userId());
    }

    private void copy(
            Connection connection,
            AuditLane lane,
            List<Pending> winners,
            Map<Key, Kept.New> fresh,
            Map<Owner, DataKey> taken,
            Instant now)
            throws SQLException {
        details.clear();
        alerts.clear();
        List<AuditEvent> events = new ArrayList<>(2 * winners.size());
        for (Pending pending : winners) {
            DecisionRecord decision = pending.decision();
            DataKey key = Objects.requireNonNull(taken.get(owner(decision)));
            byte[] request = keys.seal(key, pending.packed().request(), DecisionPlace.of(decision));
            detail(pending, Objects.requireNonNull(fresh.get(pending.key())), request);
            AlertDraft alert = decision.alert();
            if (alert != null) {
                alert(decision, alert);
            }
            events.add(DecisionEvents.prediction(decision, request));
            events.add(DecisionEvents.result(decision));
        }
        details.send(connection, COPY_DETAILS);
        alerts.send(connection, COPY_ALERTS);
        if (!events.isEmpty()) {
            lane.append(connection, events, now);
        }
    }

    private void detail(Pending pending, Kept.New kept, byte[] request) {
        DecisionRecord decision = pending.decision();
        details.row(DETAIL_COLUMNS)
                .int8(kept.id())
                .instant(kept.createdAt())
                .bytes(request)
                .bytes(pending.packed().entities())
                .bytes(pending.packed().features())
                .int8(decision.modelId())
                .int8(decision.policyId())
                .float4(decision.margin())
                .bytes(pending.packed().response());
    }

    private void alert(DecisionRecord decision, AlertDraft alert) {
        alerts.row(ALERT_COLUMNS)
                .text(decision.caller().tenant())
                .text(decision.transactionId())
                .text(decision.customerId())
                .text(alert.type().name().toLowerCase(Locale.ROOT))
                .text(alert.severity())
                .text(alert.description())
                .text(alert.suppressedBy() == null ? "open" : "closed")
                .int8(alert.suppressedBy())
                .texts(alert.reasons());
    }

    /// Those that did not win were decided before, by others or by a twin in this batch.
    private void before(Connection connection, List<Pending> batch, Map<Pending, Kept> kept)
            throws SQLException {
        Set<Key> losers = new HashSet<>();
        batch.stream()
                .filter(pending -> !kept.containsKey(pending))
                .forEach(pending -> losers.add(pending.key()));
        if (losers.isEmpty()) {
            return;
        }
        Map<Key, Stored> found = stored.find(connection, losers);
        for (Pending pending : batch) {
            if (!kept.containsKey(pending)) {
                kept.put(
                        pending, new Kept.Before(Objects.requireNonNull(found.get(pending.key()))));
            }
        }
    }
}
