package io.onefold.fraud.memory;

import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.Alert;
import io.onefold.fraud.port.AlertDraft;
import io.onefold.fraud.port.Alerts;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.model.access.Principal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps alerts in memory, for tests.
public final class MemoryAlerts implements Alerts {

    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, DecisionRecord> decisions = new HashMap<>();
    private final Clock clock;

    public MemoryAlerts(Clock clock) {
        this.clock = clock;
    }

    synchronized Alert opened(DecisionRecord d, AlertDraft draft) {
        boolean closed = draft.suppressedBy() != null;
        Alert alert =
                new Alert(
                        alerts.size() + 1L,
                        d.caller().tenant(),
                        d.transactionId(),
                        d.userId(),
                        d.merchantId(),
                        d.customerId(),
                        d.amount(),
                        d.currency().getCurrencyCode(),
                        draft.type(),
                        draft.severity(),
                        draft.description(),
                        draft.reasons(),
                        closed ? Alert.Status.CLOSED : Alert.Status.OPEN,
                        null,
                        null,
                        draft.suppressedBy(),
                        clock.instant(),
                        1);
        alerts.add(alert);
        return alert;
    }

    synchronized void known(DecisionRecord decision) {
        decisions.put(decision.caller().tenant() + "/" + decision.transactionId(), decision);
    }

    @Override
    public synchronized Optional<Alert> find(String tenant, long id) {
        return alerts.stream().filter(a -> a.id() == id && a.tenant().equals(tenant)).findFirst();
    }

    @Override
    public synchronized List<Alert> find(String tenant, Set<Long> ids) {
        return alerts.stream()
                .filter(a -> ids.contains(a.id()) && a.tenant().equals(tenant))
                .toList();
    }

    @Override
    public synchronized Optional<Alert> ofTransaction(String tenant, String transactionId) {
        return alerts.stream()
                .filter(a -> a.tenant().equals(tenant))
                .filter(a -> a.transactionId().equals(transactionId))
                .findFirst();
    }

    @Override
    public synchronized List<Alert> list(String tenant, Filter filter) {
        return alerts.reversed().stream()
                .filter(a -> a.tenant().equals(tenant))
                .filter(a -> filter.status() == null || filter.status() == a.status())
                .filter(a -> filter.assignee() == null || filter.assignee().equals(a.assignee()))
                .filter(a -> filter.caseId() == null || filter.caseId().equals(a.caseId()))
                .filter(a -> filter.beforeId() == null || a.id() < filter.beforeId())
                .limit(filter.limit())
                .toList();
    }

    @Override
    public synchronized Alert update(Alert changed, Principal by) {
        Alert now = alerts.get((int) changed.id() - 1);
        if (now.version() != changed.version()) {
            throw new ProblemException(ProblemCode.STALE_VERSION, "the alert was changed first");
        }
        Alert next = next(changed);
        alerts.set((int) changed.id() - 1, next);
        return next;
    }

    @Override
    public synchronized Alert open(
            String tenant, String transactionId, AlertDraft draft, Principal by) {
        DecisionRecord decision = decisions.get(tenant + "/" + transactionId);
        if (decision == null) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "there is no such transaction");
        }
        return opened(decision, draft);
    }

    private static Alert next(Alert a) {
        return new Alert(
                a.id(),
                a.tenant(),
                a.transactionId(),
                a.userId(),
                a.merchantId(),
                a.customerId(),
                a.amount(),
                a.currency(),
                a.type(),
                a.severity(),
                a.description(),
                a.reasons(),
                a.status(),
                a.assignee(),
                a.caseId(),
                a.suppressedBy(),
                a.createdAt(),
                a.version() + 1);
    }
}
