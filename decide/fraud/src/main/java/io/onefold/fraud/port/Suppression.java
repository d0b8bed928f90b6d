package io.onefold.fraud.port;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A false positive that is remembered: an alert of the same user, reason and merchant closes by
/// itself.
///
/// @param id the store's number of it; 0 before it is kept
/// @param tenant whose payment it was
/// @param userId the payer
/// @param reason the alert's first reason code
/// @param merchantId the payee; null: the payment named none
/// @param alertId the alert that was false
/// @param expiresAt until when it holds
public record Suppression(
        long id,
        String tenant,
        String userId,
        String reason,
        @Nullable String merchantId,
        long alertId,
        Instant expiresAt) {

    public Suppression {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(userId);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(expiresAt);
    }
}
