package io.onefold.scoring.feature;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A payment as tests write it down.
///
/// @param id its transaction's id
/// @param at event time, microseconds
/// @param keys of its entities; an absent one is unknown
record Paid(
        String id,
        long at,
        BigDecimal amount,
        Map<Entity, String> keys,
        double latitude,
        double longitude) {

    Paid {
        keys = Map.copyOf(keys);
    }

    @Nullable String key(Entity entity) {
        return keys.get(entity);
    }

    Payment payment() {
        Payment payment = new Payment().atMicros(at).amount(amount).place(latitude, longitude);
        keys.forEach(payment::entity);
        return payment;
    }
}
