package io.onefold.fraud.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// Where decisions are kept. An adapter passes the store's test kit.
public interface DecisionStore {

    /// Keeps a decision, its alert and its two audit events in one commit. The stage completes only
    /// when the commit is durable; it fails with UNAVAILABLE when the store does not answer, and
    /// then the decision may or may not be kept: asking again with the same transaction id tells.
    CompletionStage<Kept> append(DecisionRecord decision);

    /// The decision of a transaction, as it was answered.
    Optional<Stored> find(String tenant, String transactionId);

    /// A decision with all that is needed to recompute it; empty when there is none.
    Optional<KeptDecision> load(String tenant, String transactionId);

    /// Streams those of the transactions that were decided, by their numbers; at most 50,000 are
    /// asked for at once.
    void load(String tenant, Set<String> transactionIds, Consumer<KeptDecision> each);

    /// Decisions, newest first.
    List<KeptDecision> list(String tenant, DecisionFilter filter);

    /// Streams all decisions whose event time is in [from, to), of every tenant, in the order of
    /// their event times, those of one instant in the order of their numbers. Nothing is held in
    /// memory beyond a bounded batch.
    void history(Instant from, Instant to, Consumer<KeptDecision> each);

    /// What became of an append.
    sealed interface Kept {

        /// It is kept.
        ///
        /// @param id the store's number of it, rising
        /// @param createdAt when it was kept
        record New(long id, Instant createdAt) implements Kept {}

        /// The transaction had been decided before; nothing was written.
        record Before(Stored stored) implements Kept {}
    }

    /// A decision that was answered.
    ///
    /// @param id the store's number of it
    /// @param subject the token subject that asked
    /// @param requestHash SHA-256 of the request, 32 bytes
    /// @param response the bytes that were answered
    record Stored(long id, String subject, byte[] requestHash, byte[] response) {}
}
