package io.onefold.server.internal.decisions;

import io.onefold.fraud.Action;
import io.onefold.fraud.Caller;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.RiskLevel;
import io.onefold.fraud.port.AlertDraft;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.model.access.Principal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Decisions as the decider hands them over: requests and answers of the length that real ones
/// have, vectors with unknown, whole and fractional values. The seed makes them the same again.
public final class Payments {

    public static final String TENANT = Caller.DEFAULT_TENANT;

    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    private static final int FEATURES = 140;
    private static final int USERS = 5_000;

    private final Random random;

    public Payments(long seed) {
        this.random = new Random(seed);
    }

    /// A decision of a transaction.
    public synchronized DecisionRecord next(String transactionId) {
        return of(transactionId, "USER_" + random.nextInt(USERS), random.nextInt(100_000));
    }

    /// A decision of a transaction by a user.
    public synchronized DecisionRecord of(String transactionId, String user, int cents) {
        double score = Math.pow(random.nextDouble(), 6);
        BigDecimal probability = BigDecimal.valueOf(score).setScale(4, RoundingMode.HALF_EVEN);
        RiskLevel level =
                score < 0.1
                        ? RiskLevel.LOW
                        : score < 0.3
                                ? RiskLevel.MEDIUM
                                : score < 0.7 ? RiskLevel.HIGH : RiskLevel.CRITICAL;
        Action action = Action.values()[level.ordinal()];
        BigDecimal amount = BigDecimal.valueOf(cents, 2);
        Instant at = BEGIN.plusMillis(random.nextInt(1_000_000_000));
        String merchant = "MERCH_" + random.nextInt(800);
        byte[] request = request(transactionId, user, merchant, amount, at);
        return new DecisionRecord(
                new Caller(
                        TENANT,
                        new Principal("checkout-service", Set.of(), Set.of(), false),
                        "10.1.2." + random.nextInt(255)),
                transactionId,
                at,
                amount,
                Currency.getInstance("USD"),
                user,
                null,
                merchant,
                "electronics",
                FraudType.CREDIT_CARD,
                probability,
                level,
                action,
                sha256(request),
                request,
                entities(),
                vector(),
                sha256("plan".getBytes(StandardCharsets.UTF_8)),
                1L,
                1,
                (float) Math.log((score + 1e-6) / (1 - score + 1e-6)),
                response(transactionId, probability, level, action),
                action == Action.APPROVE
                        ? null
                        : new AlertDraft(
                                AlertDraft.Type.MODEL,
                                level.name(),
                                "More payments in 24 hours than usual",
                                List.of("VELOCITY_24H", "AMOUNT_UNUSUAL"),
                                null));
    }

    private byte[] request(
            String transactionId, String user, String merchant, BigDecimal amount, Instant at) {
        return """
               {"amount":%s,"card_present":%s,"currency":"USD","device_id":"dev-%08x","distance_from_home_km":%.1f,\
               "foreign_transaction":false,"ip_address":"hmac:%016x","merchant_category":"electronics","merchant_id":"%s",\
               "timestamp":"%s","transaction_id":"%s","user_id":"%s"}"""
                .formatted(
                        amount.toPlainString(),
                        random.nextBoolean(),
                        random.nextInt(),
                        random.nextDouble() * 100,
                        random.nextLong(),
                        merchant,
                        at,
                        transactionId,
                        user)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] response(
            String transactionId, BigDecimal probability, RiskLevel level, Action action) {
        String reasons =
                action == Action.APPROVE
                        ? ""
                        : "{\"code\":\"VELOCITY_24H\",\"text\":\"More payments in 24 hours than usual\",\"contribution\":0.81}";
        return """
               {"transaction_id":"%s","fraud_probability":%s,"risk_level":"%s","recommended_action":"%s",\
               "fraud_type":"credit_card","confidence_score":0.9712,"processing_time_ms":2,\
               "timestamp":"2026-11-15T10:30:00.412Z","currency":"USD","policy":"default@3",\
               "model":{"version":7,"hash":"sha256:%s"},"reasons":[%s],"rules":[],"flags":[]}"""
                .formatted(
                        transactionId,
                        probability,
                        level,
                        action,
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        reasons)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// An HMAC of an address and the id of a device.
    private byte[] entities() {
        byte[] entities = new byte[48];
        random.nextBytes(entities);
        return entities;
    }

    private float[] vector() {
        float[] vector = new float[FEATURES];
        for (int i = 0; i < vector.length; i++) {
            vector[i] =
                    switch (i % 4) {
                        case 0 -> Float.NaN;
                        case 1 -> random.nextInt(4);
                        case 2 -> random.nextInt(2);
                        default -> (float) (random.nextInt(100_000) / 100.0);
                    };
        }
        return vector;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
