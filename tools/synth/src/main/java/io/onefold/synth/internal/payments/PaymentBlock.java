package io.onefold.synth.internal.payments;

import java.util.List;

/// The payments of 120 payers and what happened to their accounts, in order of time.
///
/// @param name for example `pay-0`
record PaymentBlock(String name, List<Payment> payments, List<AccountEvent> events) {

    PaymentBlock {
        payments = List.copyOf(payments);
        events = List.copyOf(events);
    }

    /// The id of an event of the block.
    ///
    /// @param place from 1
    String eventId(int place) {
        return "evt-" + name + "-%05d".formatted(place);
    }
}
