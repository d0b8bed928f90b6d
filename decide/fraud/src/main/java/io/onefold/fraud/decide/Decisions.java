package io.onefold.fraud.decide;

import io.onefold.fraud.Caller;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.Problem;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.port.AlertDraft;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.request.BatchReading;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.request.PaymentRequest;
import io.onefold.fraud.request.Reading;
import io.onefold.fraud.request.RequestReader;
import io.onefold.fraud.rule.Facts;
import io.onefold.fraud.rule.RuleLanguage;
import io.onefold.fraud.rule.RuleSet;
import io.onefold.scoring.feature.FeaturePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides payments: reads, looks up, scores, judges, keeps, answers
/// (docs/decisions/0017-how-a-payment-is-decided.md). A call blocks until its answer is durable, so
/// it is made on a thread of its own, a virtual one at best. Safe for use by many threads.
public final class Decisions implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Decisions.class.getName());

    private final DecisionParts parts;
    private final DecisionSettings settings;
    private final RequestReader reader;
    private final RuleLanguage language;
    private final Shadows shadows;
    private final History history;
    private final Semaphore inFlight;
    private final UserLocks locks = new UserLocks();
    private final ConcurrentHashMap<String, CompletableFuture<Outcome>> deciding =
            new ConcurrentHashMap<>();
    private final Object reloading = new Object();
    private volatile InForce inForce;
    private volatile Lists lists;
    private volatile boolean draining;

    /// What became of a transaction, for all who wait for it.
    private sealed interface Outcome {

        record Kept(byte[] hash, byte[] response, boolean before) implements Outcome {}

        record Failed(ProblemCode code, String detail) implements Outcome {}
    }

    /// Opens decisions with what the books and the registry hold.
    ///
    /// @throws io.onefold.fraud.ProblemException when a version in force does not hold
    public Decisions(DecisionParts parts, DecisionSettings settings) {
        this.parts = parts;
        this.settings = settings;
        this.reader = new RequestReader(parts.keys(), parts.clock(), settings.currency());
        this.language = new RuleLanguage(FieldCatalogue.shipped(), parts.catalogue());
        this.history = new History(parts.state());
        this.inFlight = new Semaphore(settings.inFlightMax());
        this.inForce = InForce.load(parts, language, null);
        this.lists = readLists();
        this.shadows = new Shadows(settings.shadowQueueMax(), parts.observer());
    }

    /// Decides one payment.
    public Answer decide(Caller caller, byte[] body) {
        return decide(caller, body, null);
    }

    /// Decides one payment of a channel that has a policy of its own.
    ///
    /// @param policy the policy's id, for example `ach`; null: the one that fits best
    public Answer decide(Caller caller, byte[] body, @Nullable String policy) {
        long began = System.nanoTime();
        if (draining) {
            return refused(ProblemCode.DRAINING, "the server is stopping; try again");
        }
        if (!inFlight.tryAcquire()) {
            return refused(ProblemCode.OVERLOADED, "too many payments at once; try again");
        }
        try {
            return switch (reader.read(body)) {
                case Reading.Rejected(Problem problem, String id) -> {
                    parts.observer().refused(problem.code());
                    yield new Answer.Refused(problem);
                }
                case Reading.Accepted(PaymentRequest request) ->
                        decide(caller, request, policy, began);
            };
        } finally {
            inFlight.release();
        }
    }

    /// Decides up to a thousand payments: `{"transactions": […]}`.
    public Answer decideBatch(Caller caller, byte[] body) {
        long began = System.nanoTime();
        if (draining) {
            return refused(ProblemCode.DRAINING, "the server is stopping; try again");
        }
        if (!inFlight.tryAcquire()) {
            return refused(ProblemCode.OVERLOADED, "too many payments at once; try again");
        }
        try {
            return switch (reader.readBatch(body)) {
                case BatchReading.Unreadable(Problem problem) -> {
                    parts.observer().refused(problem.code());
                    yield new Answer.Refused(problem);
                }
                case BatchReading.Read(List<Reading> transactions) ->
                        Batch.decide(
                                transactions,
                                request -> decide(caller, request, null, System.nanoTime()),
                                began);
            };
        } finally {
            inFlight.release();
        }
    }

    /// Puts into force what changed in the books, the registry and the lists. Called every second
    /// or so; costs three short reads when nothing changed.
    public void reload() {
        synchronized (reloading) {
            inForce = InForce.load(parts, language, inForce);
            if (!lists.isOf(parts.lists().edition(), parts.suppressions().edition())) {
                lists = readLists();
            }
        }
    }

    /// What was decided, as the features of the next payments see it.
    public History history() {
        return history;
    }

    /// Waits until every decision that is under way now is history, or was not kept.
    ///
    /// @return false: not in that time
    public boolean settled(Duration within) throws InterruptedException {
        try {
            CompletableFuture.allOf(deciding.values().toArray(CompletableFuture[]::new))
                    .get(within.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException unsettled) {
            return false;
        }
    }

    /// The fraud types that have a model and a policy.
    public Set<FraudType> types() {
        InForce now = inForce;
        return now.models().keySet().stream()
                .filter(t -> now.policies().judging(Caller.DEFAULT_TENANT, t, null).isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The models of a type; empty when it has none.
    public Optional<Models.Lineup> models(FraudType type) {
        return Optional.ofNullable(inForce.models().get(type));
    }

    /// The plan of the vectors that are logged now.
    public FeaturePlan plan() {
        return inForce.plan();
    }

    /// How often rules fired or stayed unknown since they came into force.
    public List<RuleSet.Count> ruleCounts() {
        return inForce.rules().counts();
    }

    /// Requests that are worked on right now.
    public int inFlight() {
        return settings.inFlightMax() - inFlight.availablePermits();
    }

    /// The language that rules are written in.
    public RuleLanguage language() {
        return language;
    }

    /// From now on every request is refused as `draining`; those in flight go on.
    public void drain() {
        draining = true;
    }

    @Override
    public void close() {
        drain();
        shadows.close();
    }

    private Lists readLists() {
        Instant now = parts.clock().instant();
        long entries = parts.lists().edition();
        long suppressions = parts.suppressions().edition();
        return new Lists(
                entries,
                parts.lists().current(now),
                suppressions,
                parts.suppressions().current(now));
    }

    private Answer decide(
            Caller caller, PaymentRequest request, @Nullable String policy, long began) {
        String key = Payments.scoped(caller.tenant(), request.transactionId());
        CompletableFuture<Outcome> mine = new CompletableFuture<>();
        CompletableFuture<Outcome> others = deciding.putIfAbsent(key, mine);
        boolean first = others == null;
        if (first) {
            start(caller, request, policy, began, key, mine);
        }
        Answer answer =
                switch (await(first ? mine : others, began)) {
                    case Outcome.Kept kept when Arrays.equals(kept.hash(), request.hash()) ->
                            new Answer.Decided(kept.response(), !first || kept.before());
                    case Outcome.Kept kept ->
                            refused(
                                    ProblemCode.TRANSACTION_CONFLICT,
                                    "this transaction_id was decided with another body");
                    case Outcome.Failed(ProblemCode code, String detail) -> refused(code, detail);
                };
        return answer;
    }

    private Outcome await(CompletableFuture<Outcome> outcome, long began) {
        try {
            return outcome.get(left(began).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException passed) {
            return new Outcome.Failed(
                    ProblemCode.DEADLINE_PASSED,
                    "the decision took longer than the deadline; the same request may be sent"
                            + " again");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed(ProblemCode.DRAINING, "the server is stopping; try again");
        } catch (ExecutionException failed) {
            LOG.log(System.Logger.Level.ERROR, "a decision failed", failed.getCause());
            return new Outcome.Failed(
                    ProblemCode.STORE_UNAVAILABLE, "the decision was not made; try again");
        }
    }

    /// Decides as the first of all who ask for this transaction. `mine` is completed by whoever
    /// ends it: this thread, or the one that commits.
    private void start(
            Caller caller,
            PaymentRequest request,
            @Nullable String policy,
            long began,
            String key,
            CompletableFuture<Outcome> mine) {
        String user = Payments.scoped(caller.tenant(), request.userId());
        boolean handedOver = false;
        boolean locked = false;
        try {
            locked = locks.acquire(user, left(began));
            if (!locked) {
                mine.complete(
                        new Outcome.Failed(
                                ProblemCode.DEADLINE_PASSED,
                                "the user's earlier payment is still being decided; try again"));
                return;
            }
            InForce now = inForce;
            Scoring.Draft draft =
                    new Scoring(parts, now, lists).decide(caller, request, policy, began);
            var appended = parts.store().append(draft.record());
            handedOver = true;
            appended.whenComplete(
                    (kept, failure) -> {
                        try {
                            mine.complete(kept(now, request, draft, kept, failure, began));
                        } finally {
                            locks.release(user);
                            deciding.remove(key, mine);
                        }
                    });
        } catch (Unavailable unavailable) {
            mine.complete(unavailable(caller, request, unavailable));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            mine.complete(new Outcome.Failed(ProblemCode.DRAINING, "the server is stopping"));
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "the decision store does not take a record", failed);
            mine.complete(
                    new Outcome.Failed(
                            ProblemCode.STORE_UNAVAILABLE, "the decision was not kept; try again"));
        } finally {
            if (!handedOver) {
                if (locked) {
                    locks.release(user);
                }
                deciding.remove(key, mine);
            }
        }
    }

    /// What follows from the store's answer. Only what is kept becomes history.
    private Outcome kept(
            InForce now,
            PaymentRequest request,
            Scoring.Draft draft,
            DecisionStore.@Nullable Kept kept,
            @Nullable Throwable failure,
            long began) {
        if (failure != null || kept == null) {
            LOG.log(System.Logger.Level.WARNING, "a decision was not kept", failure);
            return new Outcome.Failed(
                    ProblemCode.STORE_UNAVAILABLE, "the decision was not kept; try again");
        }
        return switch (kept) {
            case DecisionStore.Kept.Before(DecisionStore.Stored stored) ->
                    new Outcome.Kept(stored.requestHash(), stored.response(), true);
            case DecisionStore.Kept.New fresh -> {
                if (draft.payment() != null) {
                    history.take(fresh.id(), draft.payment());
                }
                if (draft.vector() != null) {
                    shadows.offer(
                            new Shadows.Seen(
                                    now,
                                    draft.scored(),
                                    new Facts.OfPayment(request, draft.vector())));
                }
                observe(draft, began);
                yield new Outcome.Kept(request.hash(), draft.record().response(), false);
            }
        };
    }

    private void observe(Scoring.Draft draft, long began) {
        parts.observer()
                .decided(
                        draft.record().fraudType(),
                        draft.record().probability() == null
                                ? null
                                : draft.record().probability().doubleValue(),
                        Duration.ofNanos(System.nanoTime() - began));
        AlertDraft alert = draft.record().alert();
        parts.observer()
                .alerted(draft.record().fraudType(), alert != null && alert.suppressedBy() == null);
        if (draft.late()) {
            parts.observer().late();
        }
    }

    /// What was decided before stays answered, whatever fails now.
    private Outcome unavailable(Caller caller, PaymentRequest request, Unavailable failed) {
        LOG.log(System.Logger.Level.WARNING, failed.getMessage(), failed.getCause());
        try {
            Optional<DecisionStore.Stored> stored =
                    parts.store().find(caller.tenant(), request.transactionId());
            if (stored.isPresent()) {
                return new Outcome.Kept(stored.get().requestHash(), stored.get().response(), true);
            }
        } catch (RuntimeException alsoFailed) {
            LOG.log(System.Logger.Level.WARNING, "the store does not answer either", alsoFailed);
        }
        return new Outcome.Failed(failed.code(), failed.getMessage() + "; try again");
    }

    private Duration left(long began) {
        Duration left = settings.deadline().minusNanos(System.nanoTime() - began);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Answer refused(ProblemCode code, String detail) {
        parts.observer().refused(code);
        return new Answer.Refused(Problem.of(code, detail));
    }
}
