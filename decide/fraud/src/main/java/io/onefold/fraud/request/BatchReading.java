package io.onefold.fraud.request;

import io.onefold.fraud.Problem;
import java.util.List;

/// What became of the bytes of a batch.
public sealed interface BatchReading {

    /// The envelope holds; each transaction was read by itself, in the order of the input.
    record Read(List<Reading> transactions) implements BatchReading {

        public Read {
            transactions = List.copyOf(transactions);
        }
    }

    /// The envelope does not hold.
    record Unreadable(Problem problem) implements BatchReading {}
}
