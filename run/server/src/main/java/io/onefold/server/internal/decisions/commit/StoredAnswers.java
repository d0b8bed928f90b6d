package io.onefold.server.internal.decisions.commit;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.catalog.json.Json;
import io.onefold.fraud.port.DecisionStore.Stored;
import io.onefold.server.internal.decisions.commit.Pending.Key;
import io.onefold.server.internal.decisions.pack.Packing;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Decisions as they were answered. Once the details have passed their retention, the columns that
/// are left answer.
public final class StoredAnswers {

    private static final String FIND = Jdbc.resource(StoredAnswers.class, "find-stored.sql");

    private final Packing packing;

    public StoredAnswers(Packing packing) {
        this.packing = packing;
    }

    /// The decision of one transaction.
    public Optional<Stored> find(Connection connection, String tenant, String transactionId)
            throws SQLException {
        Key key = new Key(tenant, transactionId);
        return Optional.ofNullable(find(connection, List.of(key)).get(key));
    }

    Map<Key, Stored> find(Connection connection, Collection<Key> keys) throws SQLException {
        Map<Key, Stored> found = new HashMap<>();
        Jdbc.query(
                connection,
                FIND,
                row ->
                        found.put(
                                new Key(row.getString("tenant"), row.getString("transaction_id")),
                                stored(row)),
                keys.stream().map(Key::tenant).toList(),
                keys.stream().map(Key::transactionId).toList());
        return found;
    }

    private Stored stored(ResultSet row) throws SQLException {
        byte[] response = row.getBytes("response");
        return new Stored(
                row.getLong("id"),
                row.getString("subject"),
                row.getBytes("request_hash"),
                response == null ? left(row) : packing.unpack(response));
    }

    private static byte[] left(ResultSet row) throws SQLException {
        ObjectNode answer = Json.object();
        answer.put("transaction_id", row.getString("transaction_id"));
        answer.put("fraud_probability", row.getBigDecimal("fraud_probability"));
        answer.put("risk_level", row.getString("risk_level"));
        answer.put("recommended_action", row.getString("recommended_action"));
        answer.put("fraud_type", row.getString("fraud_type"));
        answer.put("timestamp", Objects.requireNonNull(Jdbc.instant(row, "created_at")).toString());
        answer.put("currency", row.getString("currency"));
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }
}
