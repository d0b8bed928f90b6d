package io.onefold.scoring.feature;

import java.time.Instant;
import java.util.Objects;

/// What became known of a payment.
///
/// @param transaction the payment's id
/// @param merchant the payment's merchant
/// @param paidAt the payment's event time
/// @param fraud whether it was fraud
/// @param knownAt since when that is known
public record FraudLabel(
        String transaction, String merchant, Instant paidAt, boolean fraud, Instant knownAt) {

    public FraudLabel {
        Objects.requireNonNull(transaction);
        Objects.requireNonNull(merchant);
        Objects.requireNonNull(paidAt);
        Objects.requireNonNull(knownAt);
    }
}
