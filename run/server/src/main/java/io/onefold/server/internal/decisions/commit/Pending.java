package io.onefold.server.internal.decisions.commit;

import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore.Kept;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// A decision on its way into the store. Two are equal only when they are the same.
final class Pending {

    private final DecisionRecord decision;
    private final Packed packed;
    private final Key key;
    private final long sinceNanos;
    private final CompletableFuture<Kept> kept = new CompletableFuture<>();
    private final AtomicBoolean taken = new AtomicBoolean();

    /// @param sinceNanos when it was handed over, by the monotonic clock
    Pending(DecisionRecord decision, Packed packed, long sinceNanos) {
        this.decision = decision;
        this.packed = packed;
        this.key = new Key(decision.caller().tenant(), decision.transactionId());
        this.sinceNanos = sinceNanos;
    }

    /// A decision's bytes, packed, the request not yet sealed.
    record Packed(byte[] request, byte[] entities, byte[] features, byte[] response) {}

    /// What is unique in the store.
    record Key(String tenant, String transactionId) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byTenant = tenant.compareTo(other.tenant);
            return byTenant != 0 ? byTenant : transactionId.compareTo(other.transactionId);
        }
    }

    DecisionRecord decision() {
        return decision;
    }

    Packed packed() {
        return packed;
    }

    Key key() {
        return key;
    }

    /// What becomes of it.
    CompletableFuture<Kept> kept() {
        return kept;
    }

    boolean isOlderThan(long nanos, long now) {
        return now - sinceNanos > nanos;
    }

    /// Takes it for writing, or for giving up; only one succeeds.
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    void fail(OnefoldException failure) {
        kept.completeExceptionally(failure);
    }

    static OnefoldException unavailable(String why) {
        return new OnefoldException(
                ErrorCode.UNAVAILABLE,
                "the decision store does not take decisions: " + why + "; ask again, it is safe");
    }
}
