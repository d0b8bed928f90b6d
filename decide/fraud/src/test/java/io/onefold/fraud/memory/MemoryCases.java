package io.onefold.fraud.memory;

import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.Alert;
import io.onefold.fraud.port.Alerts;
import io.onefold.fraud.port.Cases;
import io.onefold.fraud.port.FraudCase;
import io.onefold.fraud.port.Labels;
import io.onefold.fraud.port.Suppressions;
import io.onefold.model.access.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps cases in memory, for tests.
public final class MemoryCases implements Cases {

    private final List<FraudCase> cases = new ArrayList<>();
    private final Alerts alerts;
    private final Labels labels;
    private final Suppressions suppressions;

    public MemoryCases(Alerts alerts, Labels labels, Suppressions suppressions) {
        this.alerts = alerts;
        this.labels = labels;
        this.suppressions = suppressions;
    }

    @Override
    public synchronized Optional<FraudCase> find(String tenant, long id) {
        return cases.stream().filter(c -> c.id() == id && c.tenant().equals(tenant)).findFirst();
    }

    @Override
    public synchronized List<FraudCase> list(
            String tenant, FraudCase.@Nullable Status status, @Nullable Long beforeId, int limit) {
        return cases.reversed().stream()
                .filter(c -> c.tenant().equals(tenant))
                .filter(c -> status == null || c.status() == status)
                .filter(c -> beforeId == null || c.id() < beforeId)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized FraudCase open(FraudCase opened, List<Long> alertIds, Principal by) {
        FraudCase kept = copy(opened, cases.size() + 1L, opened.notes(), 1);
        cases.add(kept);
        take(kept, alertIds, by);
        return kept;
    }

    private void take(FraudCase into, List<Long> alertIds, Principal by) {
        for (Alert alert : alerts.find(into.tenant(), Set.copyOf(alertIds))) {
            if (alert.caseId() != null) {
                throw new ProblemException(ProblemCode.WRONG_STATE, "it belongs to a case");
            }
            alerts.update(alert.with(alert.status(), alert.assignee(), into.id()), by);
        }
    }

    @Override
    public synchronized FraudCase attach(FraudCase changed, List<Long> alertIds, Principal by) {
        FraudCase now = seen(changed);
        take(now, alertIds, by);
        return put(copy(changed, now.id(), now.notes(), now.version() + 1));
    }

    private FraudCase seen(FraudCase changed) {
        FraudCase now = find(changed.tenant(), changed.id()).orElseThrow();
        if (now.version() != changed.version()) {
            throw new ProblemException(ProblemCode.STALE_VERSION, "the case was changed first");
        }
        return now;
    }

    @Override
    public synchronized FraudCase note(String tenant, long id, FraudCase.Note note) {
        FraudCase now = find(tenant, id).orElseThrow();
        List<FraudCase.Note> notes = new ArrayList<>(now.notes());
        notes.add(note);
        return put(copy(now, id, notes, now.version() + 1));
    }

    @Override
    public synchronized FraudCase update(
            FraudCase changed, Consequences consequences, Principal by) {
        FraudCase now = seen(changed);
        if (consequences.closeAlerts()) {
            var own = new Alerts.Filter(null, null, changed.id(), null, 500);
            for (Alert alert : alerts.list(changed.tenant(), own)) {
                alerts.update(
                        alert.with(Alert.Status.CLOSED, alert.assignee(), alert.caseId()), by);
            }
        }
        consequences.labels().forEach(labels::add);
        consequences.suppressions().forEach(suppressions::add);
        return put(copy(changed, changed.id(), now.notes(), now.version() + 1));
    }

    private FraudCase put(FraudCase next) {
        cases.set((int) next.id() - 1, next);
        return next;
    }

    private static FraudCase copy(FraudCase c, long id, List<FraudCase.Note> notes, int version) {
        return new FraudCase(
                id,
                c.tenant(),
                c.status(),
                c.outcome(),
                c.amount(),
                c.currency(),
                c.opener(),
                c.closer(),
                c.approver(),
                notes,
                c.openedAt(),
                version);
    }
}
