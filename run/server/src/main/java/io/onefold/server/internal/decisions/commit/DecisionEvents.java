package io.onefold.server.internal.decisions.commit;

import io.onefold.fraud.port.DecisionRecord;
import io.onefold.model.audit.AuditEvent;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// The two audit events of a decision. They carry hashes of what was asked, sealed, and answered:
/// the chain covers the decision, and stays valid when a user's key is destroyed.
public final class DecisionEvents {

    private DecisionEvents() {}

    /// Somebody asked.
    ///
    /// @param sealed the request as it is kept
    static AuditEvent prediction(DecisionRecord decision, byte[] sealed) {
        Map<String, String> details = new HashMap<>();
        details.put("request", hash(sealed));
        String address = decision.caller().address();
        if (address != null) {
            details.put("ip_address", address);
        }
        return event(decision, "fraud_prediction", details);
    }

    /// This was answered.
    static AuditEvent result(DecisionRecord decision) {
        Map<String, String> details = new HashMap<>();
        details.put("action", decision.action().name());
        details.put("response", hash(decision.response()));
        BigDecimal probability = decision.probability();
        if (probability != null) {
            details.put("probability", probability.toPlainString());
        }
        return event(decision, "fraud_result", details);
    }

    private static AuditEvent event(
            DecisionRecord decision, String type, Map<String, String> details) {
        return new AuditEvent(
                decision.caller().principal().name(),
                type,
                decision.transactionId(),
                "done",
                details);
    }

    /// SHA-256 as events carry it: base64url without padding.
    public static String hash(byte[] bytes) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
