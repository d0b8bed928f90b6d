package io.onefold.fraud.port;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Alerts that are looked at together, and what came of it.
///
/// @param id the store's number of it; 0 before it is kept
/// @param tenant whose payments
/// @param status how far it has come
/// @param outcome what it was; null while it is open
/// @param amount the sum of its alerts' payments, in units of the currency
/// @param currency ISO 4217; all its payments have it
/// @param opener who opened it
/// @param closer who closed it, or asked to; null while it is open
/// @param approver the second person; null: none was needed, or not yet
/// @param notes what people wrote, oldest first
/// @param openedAt when it was opened
/// @param version rises by every change, from 1
public record FraudCase(
        long id,
        String tenant,
        Status status,
        @Nullable Outcome outcome,
        BigDecimal amount,
        String currency,
        String opener,
        @Nullable String closer,
        @Nullable String approver,
        List<Note> notes,
        Instant openedAt,
        int version) {

    public FraudCase {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(status);
        Objects.requireNonNull(amount);
        Objects.requireNonNull(currency);
        Objects.requireNonNull(opener);
        notes = List.copyOf(notes);
        Objects.requireNonNull(openedAt);
    }

    /// The same case with what people wrote.
    public FraudCase with(List<Note> newNotes) {
        return new FraudCase(
                id, tenant, status, outcome, amount, currency, opener, closer, approver, newNotes,
                openedAt, version);
    }

    /// The same case with another sum; the version stays, the store raises it.
    public FraudCase with(BigDecimal newAmount) {
        return new FraudCase(
                id, tenant, status, outcome, newAmount, currency, opener, closer, approver, notes,
                openedAt, version);
    }

    /// The same case closed, or on its way there; the version stays, the store raises it.
    public FraudCase closed(
            Status newStatus,
            @Nullable Outcome newOutcome,
            @Nullable String newCloser,
            @Nullable String newApprover) {
        return new FraudCase(
                id,
                tenant,
                newStatus,
                newOutcome,
                amount,
                currency,
                opener,
                newCloser,
                newApprover,
                notes,
                openedAt,
                version);
    }

    /// How far a case has come.
    public enum Status {
        OPEN,
        /// Closed by one person, waiting for the second.
        AWAITING_APPROVAL,
        CLOSED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What a case was.
    public enum Outcome {
        FRAUD,
        FALSE_POSITIVE,
        INCONCLUSIVE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What somebody wrote.
    public record Note(String author, Instant at, String text) {

        public Note {
            Objects.requireNonNull(author);
            Objects.requireNonNull(at);
            Objects.requireNonNull(text);
        }
    }
}
