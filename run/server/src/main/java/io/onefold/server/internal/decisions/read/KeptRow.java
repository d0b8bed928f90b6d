package io.onefold.server.internal.decisions.read;

import io.onefold.catalog.jdbc.Jdbc;
import io.onefold.fraud.Action;
import io.onefold.fraud.Caller;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.RiskLevel;
import io.onefold.fraud.port.AlertDraft;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.model.access.Principal;
import io.onefold.server.internal.decisions.commit.DecisionPlace;
import io.onefold.server.internal.decisions.commit.PlanNumbers;
import io.onefold.server.internal.decisions.pack.Packing;
import io.onefold.server.internal.decisions.seal.DataKeys;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes decisions of rows of `kept-decisions.sql`.
///
/// @param connection reads keys and plans that are not known yet; not the one whose rows are read
/// @param keys opens requests
/// @param packing unpacks bytes
/// @param plans knows the plans of vectors
record KeptRow(Connection connection, DataKeys keys, Packing packing, PlanNumbers plans) {

    private static final byte[] NONE = {};

    KeptDecision of(ResultSet row) throws SQLException {
        String level = row.getString("risk_level");
        byte[] features = row.getBytes("features");
        Packing.Vector vector =
                features == null
                        ? new Packing.Vector(0, new float[0])
                        : packing.unpackVector(features);
        DecisionRecord decision =
                new DecisionRecord(
                        new Caller(
                                row.getString("tenant"),
                                new Principal(row.getString("subject"), Set.of(), Set.of(), false),
                                null),
                        row.getString("transaction_id"),
                        Objects.requireNonNull(Jdbc.instant(row, "timestamp")),
                        row.getBigDecimal("amount"),
                        Currency.getInstance(row.getString("currency")),
                        row.getString("user_id"),
                        row.getString("customer_id"),
                        row.getString("merchant_id"),
                        row.getString("merchant_category"),
                        FraudType.parse(row.getString("fraud_type")),
                        row.getBigDecimal("fraud_probability"),
                        level == null ? null : RiskLevel.valueOf(level),
                        Action.valueOf(row.getString("recommended_action")),
                        row.getBytes("request_hash"),
                        request(row),
                        unpacked(row.getBytes("entities")),
                        vector.features(),
                        plans.hash(connection, vector.plan()),
                        row.getObject("model_id", Long.class),
                        row.getLong("policy_id"),
                        row.getObject("margin", Float.class),
                        unpacked(row.getBytes("response")),
                        alert(row));
        return new KeptDecision(
                row.getLong("id"),
                Objects.requireNonNull(Jdbc.instant(row, "created_at")),
                decision);
    }

    private byte[] request(ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes("request");
        if (sealed == null) {
            return NONE;
        }
        Optional<byte[]> opened =
                keys.open(
                        connection,
                        sealed,
                        DecisionPlace.of(row.getString("tenant"), row.getString("transaction_id")));
        return opened.map(packing::unpack).orElse(NONE);
    }

    private byte[] unpacked(byte @Nullable [] packed) {
        return packed == null ? NONE : packing.unpack(packed);
    }

    private static @Nullable AlertDraft alert(ResultSet row) throws SQLException {
        String type = row.getString("alert_type");
        return type == null
                ? null
                : new AlertDraft(
                        AlertDraft.Type.valueOf(type.toUpperCase(Locale.ROOT)),
                        row.getString("severity"),
                        row.getString("description"),
                        Jdbc.texts(row, "reasons"),
                        row.getObject("suppressed_by", Long.class));
    }
}
