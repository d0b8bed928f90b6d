package io.onefold.fraud.memory;

import io.onefold.fraud.port.AlertDraft;
import io.onefold.fraud.port.DecisionFilter;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.KeptDecision;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// Keeps decisions in memory, for tests.
public final class MemoryDecisions implements DecisionStore {

    private final Map<String, KeptDecision> kept = new LinkedHashMap<>();
    private final MemoryAlerts alerts;
    private final Clock clock;

    public MemoryDecisions(MemoryAlerts alerts, Clock clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    @Override
    public synchronized CompletionStage<Kept> append(DecisionRecord decision) {
        String key = key(decision.caller().tenant(), decision.transactionId());
        KeptDecision before = kept.get(key);
        if (before != null) {
            return CompletableFuture.completedStage(new Kept.Before(stored(before)));
        }
        KeptDecision fresh = new KeptDecision(kept.size() + 1L, clock.instant(), decision);
        kept.put(key, fresh);
        alerts.known(decision);
        AlertDraft draft = decision.alert();
        if (draft != null) {
            alerts.opened(decision, draft);
        }
        return CompletableFuture.completedStage(new Kept.New(fresh.id(), fresh.createdAt()));
    }

    @Override
    public synchronized Optional<Stored> find(String tenant, String transactionId) {
        return load(tenant, transactionId).map(MemoryDecisions::stored);
    }

    @Override
    public synchronized Optional<KeptDecision> load(String tenant, String transactionId) {
        return Optional.ofNullable(kept.get(key(tenant, transactionId)));
    }

    @Override
    public synchronized void load(
            String tenant, Set<String> transactionIds, Consumer<KeptDecision> each) {
        kept.values().stream()
                .filter(one -> one.decision().caller().tenant().equals(tenant))
                .filter(one -> transactionIds.contains(one.decision().transactionId()))
                .forEach(each);
    }

    @Override
    public synchronized List<KeptDecision> list(String tenant, DecisionFilter filter) {
        return kept.values().stream()
                .filter(one -> one.decision().caller().tenant().equals(tenant))
                .filter(one -> holds(filter, one))
                .sorted(Comparator.comparing(KeptDecision::id).reversed())
                .limit(filter.limit())
                .toList();
    }

    @Override
    public void history(Instant from, Instant to, Consumer<KeptDecision> each) {
        List<KeptDecision> found;
        synchronized (this) {
            found = new ArrayList<>(kept.values());
        }
        found.stream()
                .filter(one -> !one.decision().timestamp().isBefore(from))
                .filter(one -> one.decision().timestamp().isBefore(to))
                .sorted(
                        Comparator.comparing((KeptDecision one) -> one.decision().timestamp())
                                .thenComparing(KeptDecision::id))
                .forEach(each);
    }

    public synchronized int size() {
        return kept.size();
    }

    private static boolean holds(DecisionFilter filter, KeptDecision one) {
        DecisionRecord d = one.decision();
        return (filter.subject() == null || filter.subject().equals(d.caller().principal().name()))
                && (filter.userId() == null || filter.userId().equals(d.userId()))
                && (filter.from() == null || !d.timestamp().isBefore(filter.from()))
                && (filter.to() == null || d.timestamp().isBefore(filter.to()))
                && (filter.level() == null || filter.level() == d.level())
                && (filter.action() == null || filter.action() == d.action())
                && (filter.beforeId() == null || one.id() < filter.beforeId());
    }

    private static Stored stored(KeptDecision one) {
        return new Stored(
                one.id(),
                one.decision().caller().principal().name(),
                one.decision().requestHash(),
                one.decision().response());
    }

    private static String key(String tenant, String transactionId) {
        return tenant + "/" + transactionId;
    }
}
