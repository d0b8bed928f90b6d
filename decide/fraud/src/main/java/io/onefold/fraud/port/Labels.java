package io.onefold.fraud.port;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where labels are kept: a list that is only ever added to. Of several labels of a payment, the
/// one with the latest known-at holds; of equal ones, the one added last.
public interface Labels {

    /// Adds a label; the same label twice is one.
    ///
    /// @throws io.onefold.fraud.ProblemException (NOT_FOUND) when the transaction was never decided
    void add(Label label);

    /// All labels of a payment, in the order they were added.
    List<Label> of(String tenant, String transactionId);

    /// Streams every label that became known in [from, to), of every tenant, by known-at.
    void knownIn(Instant from, Instant to, Consumer<Known> each);

    /// A label, and what it is that turned out so.
    ///
    /// @param merchantId who was paid; null: the payment names nobody
    /// @param paidAt when the payment happened
    record Known(Label label, @Nullable String merchantId, Instant paidAt) {

        public Known {
            Objects.requireNonNull(label);
            Objects.requireNonNull(paidAt);
        }

        /// A label of a decided payment.
        public static Known of(Label label, DecisionRecord payment) {
            return new Known(label, payment.merchantId(), payment.timestamp());
        }
    }
}
