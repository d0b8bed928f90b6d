package io.onefold.fraud.port;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

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
    void knownIn(Instant from, Instant to, Consumer<Label> each);
}
