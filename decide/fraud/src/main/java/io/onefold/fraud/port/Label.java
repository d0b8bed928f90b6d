package io.onefold.fraud.port;

import java.time.Instant;
import java.util.Objects;

/// What a payment turned out to be.
///
/// @param tenant whose payment
/// @param transactionId which payment
/// @param fraud true: fraud; false: legitimate
/// @param source who says so, for example `chargeback`, `analyst`, `customer`
/// @param knownAt when it became known; training sees it only afterwards
/// @param author the principal that recorded it
public record Label(
        String tenant,
        String transactionId,
        boolean fraud,
        String source,
        Instant knownAt,
        String author) {

    public Label {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(transactionId);
        Objects.requireNonNull(source);
        Objects.requireNonNull(knownAt);
        Objects.requireNonNull(author);
    }
}
