package io.onefold.server.internal.decisions;

import io.onefold.fraud.port.DecisionRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Decisions that are made again for the same transaction: each attempt answers something else, so
/// that a second one cannot pass for the first.
final class Attempts {

    private Attempts() {}

    static DecisionRecord of(String id, int attempt) {
        return new Payments(31L * id.hashCode() + attempt).next(id);
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
