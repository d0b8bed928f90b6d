package io.onefold.synth.internal.payments;

import java.util.Locale;

/// What a payment is asked about; each has fields and frauds of its own.
enum FraudKind {
    CREDIT_CARD,
    PAYMENT_PROCESSING,
    ACCOUNT_TAKEOVER,
    MERCHANT,
    MONEY_LAUNDERING;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
