package io.onefold.fraud.port;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A decision that a person should look at.
///
/// @param id the store's number of it
/// @param tenant whose payment
/// @param transactionId the payment
/// @param userId the payer
/// @param merchantId the payee; null: the payment named none
/// @param customerId Onefold's id of the customer; null: not known
/// @param amount of the payment, in units of its currency
/// @param currency ISO 4217
/// @param type what raised it
/// @param severity the decision's level, HIGH for a degraded one
/// @param description one sentence for the analyst
/// @param reasons reason codes, strongest first
/// @param status how far it has come
/// @param assignee who works on it; null: nobody
/// @param caseId the case it belongs to; null: none
/// @param suppressedBy the remembered false positive that closed it; null: none did
/// @param createdAt when it opened
/// @param version rises by every change, from 1
public record Alert(
        long id,
        String tenant,
        String transactionId,
        String userId,
        @Nullable String merchantId,
        @Nullable String customerId,
        BigDecimal amount,
        String currency,
        AlertDraft.Type type,
        String severity,
        String description,
        List<String> reasons,
        Status status,
        @Nullable String assignee,
        @Nullable Long caseId,
        @Nullable Long suppressedBy,
        Instant createdAt,
        int version) {

    public Alert {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(transactionId);
        Objects.requireNonNull(userId);
        Objects.requireNonNull(amount);
        Objects.requireNonNull(currency);
        Objects.requireNonNull(type);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(description);
        reasons = List.copyOf(reasons);
        Objects.requireNonNull(status);
        Objects.requireNonNull(createdAt);
    }

    /// How far an alert has come.
    public enum Status {
        OPEN,
        ASSIGNED,
        CLOSED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The same alert in another state; the version stays, the store raises it.
    public Alert with(Status newStatus, @Nullable String newAssignee, @Nullable Long newCaseId) {
        return new Alert(
                id,
                tenant,
                transactionId,
                userId,
                merchantId,
                customerId,
                amount,
                currency,
                type,
                severity,
                description,
                reasons,
                newStatus,
                newAssignee,
                newCaseId,
                suppressedBy,
                createdAt,
                version);
    }
}
