package io.onefold.fraud.port;

import io.onefold.fraud.Action;
import io.onefold.fraud.Caller;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.RiskLevel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A decision as it goes to the store: everything that is needed to answer it again, to the same
/// bytes, and to recompute it.
///
/// The arrays are handed over, not copied: whoever makes a record does not touch them afterwards.
///
/// @param caller whose decision it is, and who asked
/// @param transactionId unique within the tenant
/// @param timestamp the payment's event time
/// @param amount in units of the currency, at most four decimals, not negative
/// @param customerId Onefold's id of the customer; null before identity knows the user
/// @param probability rounded half-even to four places; null when degraded
/// @param level null when degraded
/// @param requestHash SHA-256 of the request as RFC 8785 writes it, 32 bytes
/// @param request the request as RFC 8785 writes it, without what must never be kept; the store
///   encrypts it
/// @param entities how the payment's entities are keyed, HMACs and ids, as the feature state reads
///   them again
/// @param features the logged vector, in the order of the feature plan
/// @param plan the hash of the feature plan that names the vector's places
/// @param modelId null when no model answered
/// @param policyId the policy version that chose
/// @param margin the model's log-odds; null when no model answered
/// @param response the answer's bytes
/// @param alert what opens beside it; null for an approval
public record DecisionRecord(
        Caller caller,
        String transactionId,
        Instant timestamp,
        BigDecimal amount,
        Currency currency,
        String userId,
        @Nullable String customerId,
        @Nullable String merchantId,
        @Nullable String merchantCategory,
        FraudType fraudType,
        @Nullable BigDecimal probability,
        @Nullable RiskLevel level,
        Action action,
        byte[] requestHash,
        byte[] request,
        byte[] entities,
        float[] features,
        byte[] plan,
        @Nullable Long modelId,
        long policyId,
        @Nullable Float margin,
        byte[] response,
        @Nullable AlertDraft alert) {

    public DecisionRecord {
        Objects.requireNonNull(caller);
        Objects.requireNonNull(transactionId);
        Objects.requireNonNull(timestamp);
        Objects.requireNonNull(amount);
        Objects.requireNonNull(currency);
        Objects.requireNonNull(userId);
        Objects.requireNonNull(fraudType);
        Objects.requireNonNull(action);
        if ((probability == null) != (level == null)) {
            throw new IllegalArgumentException(
                    "a decision has both a probability and a level, or, degraded, neither");
        }
        if (probability == null && action == Action.APPROVE) {
            throw new IllegalArgumentException("nothing is approved without a score");
        }
    }
}
