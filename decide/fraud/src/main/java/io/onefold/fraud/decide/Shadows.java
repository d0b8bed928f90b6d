package io.onefold.fraud.decide;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.rule.Facts;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/// What scores and fires beside the path: it alters no answer and delays none. Its queue is
/// bounded; what does not fit is left out and counted.
final class Shadows implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Shadows.class.getName());

    private final ArrayBlockingQueue<Seen> queue;
    private final DecisionObserver observer;
    private final Thread worker;

    /// A payment that was decided.
    record Seen(InForce inForce, List<FraudType> types, Facts.OfPayment facts) {}

    Shadows(int queueMax, DecisionObserver observer) {
        this.queue = new ArrayBlockingQueue<>(queueMax);
        this.observer = observer;
        this.worker = Thread.ofPlatform().name("onefold-shadows").daemon().start(this::work);
    }

    void offer(Seen seen) {
        if (!queue.offer(seen)) {
            observer.shadowDropped();
        }
    }

    @Override
    public void close() {
        worker.interrupt();
    }

    private void work() {
        try {
            while (true) {
                score(queue.take());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void score(Seen seen) {
        try {
            for (FraudType type : seen.types()) {
                Models.Lineup lineup = seen.inForce().models().get(type);
                if (lineup != null) {
                    for (ModelInForce model : lineup.shadows()) {
                        double p = model.scorer().score(seen.facts().vector()).probability();
                        observer.shadowScored(type, model.id(), p);
                    }
                }
                seen.inForce()
                        .rules()
                        .wouldFire(type, seen.facts())
                        .forEach(hit -> observer.shadowFired(hit.spec().id()));
            }
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "a shadow failed; decisions go on", failed);
        }
    }
}
