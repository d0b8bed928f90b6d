package io.onefold.fraud.memory;

import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.fraud.port.Label;
import io.onefold.fraud.port.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// Keeps labels in memory, for tests.
public final class MemoryLabels implements Labels {

    private final List<Label> labels = new ArrayList<>();
    private final DecisionStore decisions;

    public MemoryLabels(DecisionStore decisions) {
        this.decisions = decisions;
    }

    @Override
    public synchronized void add(Label label) {
        if (decisions.find(label.tenant(), label.transactionId()).isEmpty()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "there is no such transaction");
        }
        if (!labels.contains(label)) {
            labels.add(label);
        }
    }

    @Override
    public synchronized List<Label> of(String tenant, String transactionId) {
        return labels.stream()
                .filter(l -> l.tenant().equals(tenant) && l.transactionId().equals(transactionId))
                .toList();
    }

    @Override
    public synchronized void knownIn(Instant from, Instant to, Consumer<Known> each) {
        labels.stream()
                .filter(l -> !l.knownAt().isBefore(from) && l.knownAt().isBefore(to))
                .sorted(Comparator.comparing(Label::knownAt))
                .map(l -> Known.of(l, payment(l)))
                .forEach(each);
    }

    private DecisionRecord payment(Label label) {
        return decisions
                .load(label.tenant(), label.transactionId())
                .map(KeptDecision::decision)
                .orElseThrow();
    }
}
