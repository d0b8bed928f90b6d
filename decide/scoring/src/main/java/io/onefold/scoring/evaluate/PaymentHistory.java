package io.onefold.scoring.evaluate;

import io.onefold.scoring.feature.RequestFields;
import java.time.Instant;
import java.util.function.Consumer;

/// Where the payments of the past are read: a port.
public interface PaymentHistory {

    /// Reads payments in the order of event time, those of one moment by transaction. The row is
    /// the same object each time.
    ///
    /// @param fields the request fields that rows carry, where the history has them
    /// @param from the first event time
    /// @param to the event time that is not read any more
    void read(RequestFields fields, Instant from, Instant to, Consumer<HistoryRow> rows);
}
