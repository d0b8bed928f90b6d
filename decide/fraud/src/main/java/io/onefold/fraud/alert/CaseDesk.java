package io.onefold.fraud.alert;

import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.Alert;
import io.onefold.fraud.port.AlertDraft;
import io.onefold.fraud.port.Alerts;
import io.onefold.fraud.port.Cases;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.FraudCase;
import io.onefold.fraud.port.FraudCase.Outcome;
import io.onefold.fraud.port.FraudCase.Status;
import io.onefold.fraud.port.Label;
import io.onefold.fraud.port.Suppression;
import io.onefold.fraud.request.CardNumbers;
import io.onefold.model.access.Principal;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Where cases are opened, closed and approved. Closing one labels its payments; a false positive
/// is remembered for 30 days.
public final class CaseDesk {

    private static final Duration REMEMBERED = Duration.ofDays(30);
    private static final int ALERTS_MAX = 500;
    private static final int NOTE_CHARACTERS_MAX = 4000;

    private final Cases cases;
    private final Alerts alerts;
    private final DecisionStore decisions;
    private final Clock clock;
    private final Consumer<Label> learned;

    /// @param learned is told of the labels that a closed case gave its payments
    public CaseDesk(
            Cases cases,
            Alerts alerts,
            DecisionStore decisions,
            Clock clock,
            Consumer<Label> learned) {
        this.cases = cases;
        this.alerts = alerts;
        this.decisions = decisions;
        this.clock = clock;
        this.learned = learned;
    }

    /// @throws ProblemException (NOT_FOUND)
    public FraudCase get(String tenant, long id) {
        return cases.find(tenant, id)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ProblemCode.NOT_FOUND, "there is no case " + id));
    }

    /// Opens a case of alerts, all of one currency, none of them in another case.
    ///
    /// @throws ProblemException (VALIDATION), (WRONG_STATE), (NOT_FOUND)
    public FraudCase open(String tenant, List<Long> alertIds, Principal by) {
        List<Alert> of = free(tenant, alertIds);
        FraudCase opened =
                new FraudCase(
                        0,
                        tenant,
                        Status.OPEN,
                        null,
                        sum(of),
                        currency(of),
                        by.name(),
                        null,
                        null,
                        List.of(),
                        clock.instant(),
                        1);
        return cases.open(opened, of.stream().map(Alert::id).toList(), by);
    }

    /// Puts further alerts into an open case, of its currency, none of them in another case.
    ///
    /// @param version the one the caller saw (`If-Match`)
    /// @throws ProblemException (VALIDATION), (STALE_VERSION), (WRONG_STATE), (NOT_FOUND)
    public FraudCase attach(
            String tenant, long id, int version, List<Long> alertIds, Principal by) {
        FraudCase now = inState(tenant, id, version, Status.OPEN);
        List<Alert> more = free(tenant, alertIds);
        if (!currency(more).equals(now.currency())) {
            throw oneCurrency();
        }
        if (of(now).size() + more.size() > ALERTS_MAX) {
            throw tooMany();
        }
        return cases.attach(
                now.with(now.amount().add(sum(more))), more.stream().map(Alert::id).toList(), by);
    }

    private List<Alert> free(String tenant, List<Long> alertIds) {
        Set<Long> wanted = new TreeSet<>(alertIds);
        if (wanted.isEmpty() || wanted.size() > ALERTS_MAX) {
            throw tooMany();
        }
        List<Alert> found = alerts.find(tenant, wanted);
        for (Alert alert : found) {
            if (alert.caseId() != null) {
                throw new ProblemException(
                        ProblemCode.WRONG_STATE,
                        "alert " + alert.id() + " belongs to case " + alert.caseId());
            }
            wanted.remove(alert.id());
        }
        if (!wanted.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.NOT_FOUND, "there is no alert " + wanted.iterator().next());
        }
        return found;
    }

    private static ProblemException tooMany() {
        return new ProblemException(
                ProblemCode.VALIDATION, "a case has 1 to " + ALERTS_MAX + " alerts");
    }

    private static ProblemException oneCurrency() {
        return new ProblemException(
                ProblemCode.VALIDATION, "the alerts of a case have one currency");
    }

    private static BigDecimal sum(List<Alert> of) {
        return of.stream().map(Alert::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String currency(List<Alert> of) {
        List<String> all = of.stream().map(Alert::currency).distinct().toList();
        if (all.size() > 1) {
            throw oneCurrency();
        }
        return all.getFirst();
    }

    /// Opens a case because the customer asks that a person looks at a decision (GDPR Art. 22(3)).
    /// A case that is open already is answered.
    ///
    /// @throws ProblemException (NOT_FOUND) when there is no such decision
    public FraudCase humanReview(String tenant, String transactionId, Principal by) {
        if (decisions.find(tenant, transactionId).isEmpty()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "there is no such decision");
        }
        Optional<Alert> known = alerts.ofTransaction(tenant, transactionId);
        if (known.isPresent() && known.get().caseId() != null) {
            return get(tenant, known.get().caseId());
        }
        Alert alert =
                known.orElseGet(
                        () ->
                                alerts.open(
                                        tenant,
                                        transactionId,
                                        new AlertDraft(
                                                AlertDraft.Type.MODEL,
                                                "MEDIUM",
                                                "The customer asked that a person decides",
                                                List.of("HUMAN_REVIEW"),
                                                null),
                                        by));
        return open(tenant, List.of(alert.id()), by);
    }

    /// @throws ProblemException (VALIDATION), (PAN_NOT_ALLOWED), (NOT_FOUND)
    public FraudCase note(String tenant, long id, String text, Principal by) {
        if (text.isBlank() || text.length() > NOTE_CHARACTERS_MAX) {
            throw new ProblemException(
                    ProblemCode.VALIDATION,
                    "a note has 1 to " + NOTE_CHARACTERS_MAX + " characters");
        }
        if (CardNumbers.in(text)) {
            throw new ProblemException(
                    ProblemCode.PAN_NOT_ALLOWED, "a note holds no card number; leave it out");
        }
        get(tenant, id);
        return cases.note(tenant, id, new FraudCase.Note(by.name(), clock.instant(), text));
    }

    /// Closes a case; from 1,000.00 on it then waits for the second person.
    ///
    /// @param version the one the caller saw (`If-Match`)
    /// @throws ProblemException (STALE_VERSION), (WRONG_STATE) when it is not open, (NOT_FOUND)
    public FraudCase close(String tenant, long id, int version, Outcome outcome, Principal by) {
        FraudCase now = inState(tenant, id, version, Status.OPEN);
        if (FourEyes.needed(now.amount())) {
            return cases.update(
                    now.closed(Status.AWAITING_APPROVAL, outcome, by.name(), null),
                    Cases.Consequences.NONE,
                    by);
        }
        return closed(now.closed(Status.CLOSED, outcome, by.name(), null), by);
    }

    /// Approves the closing, as the second person.
    ///
    /// @throws ProblemException (FOUR_EYES) when the same person closed it, (STALE_VERSION),
    ///   (WRONG_STATE) when it does not wait for approval, (NOT_FOUND)
    public FraudCase approve(String tenant, long id, int version, Principal by) {
        FraudCase now = inState(tenant, id, version, Status.AWAITING_APPROVAL);
        FourEyes.check(now.closer(), by);
        return closed(now.closed(Status.CLOSED, now.outcome(), now.closer(), by.name()), by);
    }

    /// Closes it for good, with what follows; only what is kept becomes history.
    private FraudCase closed(FraudCase next, Principal by) {
        Cases.Consequences consequences = consequences(next, by);
        FraudCase kept = cases.update(next, consequences, by);
        consequences.labels().forEach(learned);
        return kept;
    }

    private FraudCase inState(String tenant, long id, int version, Status expected) {
        FraudCase now = get(tenant, id);
        if (now.version() != version) {
            throw new ProblemException(
                    ProblemCode.STALE_VERSION,
                    "the case has version " + now.version() + "; read it again");
        }
        if (now.status() != expected) {
            throw new ProblemException(
                    ProblemCode.WRONG_STATE,
                    "the case is " + now.status().wireName() + ", not " + expected.wireName());
        }
        return now;
    }

    private List<Alert> of(FraudCase one) {
        return alerts.list(one.tenant(), new Alerts.Filter(null, null, one.id(), null, ALERTS_MAX));
    }

    private Cases.Consequences consequences(FraudCase closed, Principal by) {
        Instant now = clock.instant();
        List<Label> labels = new ArrayList<>();
        List<Suppression> suppressions = new ArrayList<>();
        for (Alert alert : of(closed)) {
            if (closed.outcome() != Outcome.INCONCLUSIVE) {
                boolean fraud = closed.outcome() == Outcome.FRAUD;
                labels.add(
                        new Label(
                                alert.tenant(),
                                alert.transactionId(),
                                fraud,
                                "case",
                                now,
                                by.name()));
            }
            if (closed.outcome() == Outcome.FALSE_POSITIVE && !alert.reasons().isEmpty()) {
                suppressions.add(
                        new Suppression(
                                0,
                                alert.tenant(),
                                alert.userId(),
                                alert.reasons().getFirst(),
                                alert.merchantId(),
                                alert.id(),
                                now.plus(REMEMBERED)));
            }
        }
        return new Cases.Consequences(true, labels, suppressions);
    }
}
