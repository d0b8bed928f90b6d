package io.onefold.fraud.pattern;

import io.onefold.fraud.Action;
import io.onefold.fraud.EntityKind;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.decide.DecisionParts;
import io.onefold.fraud.decide.Seen;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.fraud.port.Label;
import io.onefold.fraud.port.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Looks every week at the frauds that were approved and whose labels have arrived since: what they
/// share, which rules in shadow saw them, and in which part of all payments they gather.
public final class Patterns {

    private static final Duration COMPARED = Duration.ofDays(37);
    private static final int SHARED_MIN = 2;
    private static final int SHOWN_MAX = 20;
    private static final int EXAMPLES_MAX = 10;
    private static final int MISSED_MAX = 50_000;

    private final DecisionParts parts;
    private final Labels labels;

    public Patterns(DecisionParts parts, Labels labels) {
        this.parts = parts;
        this.labels = labels;
    }

    /// Finds what the labels that became known in [from, to) have in common. The payments they are
    /// compared with are those from 37 days before the first label's period on; two passes over
    /// them, nothing held but the missed frauds, 50,000 of them at most.
    ///
    /// @param tenant whose payments
    public PatternReport find(String tenant, FraudType type, Instant from, Instant to) {
        Seen.Reader reader = new Seen.Reader(parts);
        List<Seen> missed = missed(tenant, type, from, to, reader);
        Segments segments = new Segments(type, missed);
        Instant earliest =
                missed.stream()
                        .map(one -> one.record().timestamp())
                        .min(Comparator.naturalOrder())
                        .orElse(from);
        Instant begin = earliest.isBefore(from.minus(COMPARED)) ? earliest : from.minus(COMPARED);
        if (!missed.isEmpty()) {
            parts.store()
                    .history(
                            begin,
                            to,
                            (KeptDecision kept) -> {
                                if (kept.decision().fraudType() == type
                                        && kept.decision().caller().tenant().equals(tenant)) {
                                    segments.count(
                                            reader.features(kept),
                                            kept.decision().merchantCategory());
                                }
                            });
        }
        return new PatternReport(
                type,
                from,
                to,
                missed.size(),
                segments.payments(),
                shared(missed),
                shadows(missed),
                segments.strongest(SHOWN_MAX));
    }

    private List<Seen> missed(
            String tenant, FraudType type, Instant from, Instant to, Seen.Reader reader) {
        Set<String> frauds = new LinkedHashSet<>();
        labels.knownIn(
                from,
                to,
                known -> {
                    Label label = known.label();
                    if (!label.tenant().equals(tenant)) {
                        return;
                    }
                    if (label.fraud() && frauds.size() < MISSED_MAX) {
                        frauds.add(label.transactionId());
                    } else if (!label.fraud()) {
                        frauds.remove(label.transactionId());
                    }
                });
        List<Seen> missed = new ArrayList<>();
        parts.store()
                .load(
                        tenant,
                        frauds,
                        (KeptDecision kept) -> {
                            if (kept.decision().fraudType() == type
                                    && kept.decision().action() == Action.APPROVE) {
                                missed.add(reader.read(kept));
                            }
                        });
        return missed;
    }

    private static List<SharedEntity> shared(List<Seen> missed) {
        Map<EntityKind, Map<String, List<Seen>>> byKey = new TreeMap<>();
        for (Seen one : missed) {
            one.entities()
                    .forEach(
                            (kind, key) ->
                                    byKey.computeIfAbsent(kind, k -> new TreeMap<>())
                                            .computeIfAbsent(key, k -> new ArrayList<>())
                                            .add(one));
        }
        List<SharedEntity> shared = new ArrayList<>();
        byKey.forEach(
                (kind, keys) ->
                        keys.forEach(
                                (key, frauds) -> {
                                    if (frauds.size() >= SHARED_MIN) {
                                        shared.add(shared(kind, key, frauds));
                                    }
                                }));
        shared.sort(Comparator.comparingLong((SharedEntity one) -> -one.frauds()));
        return shared.subList(0, Math.min(shared.size(), SHOWN_MAX));
    }

    private static SharedEntity shared(EntityKind kind, String key, List<Seen> frauds) {
        return new SharedEntity(
                kind,
                key,
                frauds.size(),
                frauds.stream()
                        .map(one -> one.record().timestamp())
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                frauds.stream()
                        .limit(EXAMPLES_MAX)
                        .map(one -> one.record().transactionId())
                        .toList());
    }

    private static Map<String, Long> shadows(List<Seen> missed) {
        Map<String, Long> shadows = new TreeMap<>();
        missed.forEach(one -> one.shadows().forEach(id -> shadows.merge(id, 1L, Long::sum)));
        return shadows;
    }
}
