package io.onefold.fraud.decide;

import io.onefold.scoring.feature.FeatureState;
import io.onefold.scoring.feature.Payment;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// The feature state as it is fed by commits, and which of them it holds: a payment and its number
/// are taken in together, so that a snapshot says exactly what is in it. Safe for many threads.
public final class History {

    private final FeatureState state;
    private final ReadWriteLock taking = new ReentrantReadWriteLock();
    private volatile @Nullable Set<Long> noted;

    History(FeatureState state) {
        this.state = state;
    }

    /// Takes a committed payment in.
    ///
    /// @param number the store's number of the decision
    public void take(long number, Payment payment) {
        taking.readLock().lock();
        try {
            state.add(payment);
            Set<Long> numbers = noted;
            if (numbers != null) {
                numbers.add(number);
            }
        } finally {
            taking.readLock().unlock();
        }
    }

    /// Notes from now on the numbers of what is taken in.
    public void note() {
        noted = ConcurrentHashMap.newKeySet();
    }

    /// Notes them no longer.
    public void forget() {
        noted = null;
    }

    /// Writes the state down; decisions wait meanwhile.
    ///
    /// @return the numbers noted so far, all of payments that are in it
    public Set<Long> snapshot(OutputStream target) throws IOException {
        taking.writeLock().lock();
        try {
            state.snapshot(target);
            Set<Long> numbers = noted;
            return numbers == null ? Set.of() : Set.copyOf(numbers);
        } finally {
            taking.writeLock().unlock();
        }
    }
}
