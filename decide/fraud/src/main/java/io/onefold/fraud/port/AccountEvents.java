package io.onefold.fraud.port;

import io.onefold.scoring.feature.AccountEventType;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where events of accounts and merchants are kept: logins, resets, changes, refunds, chargebacks.
public interface AccountEvents {

    /// Keeps an event.
    ///
    /// @return false if an event of this id was kept before; then nothing was changed
    boolean add(Happened event);

    /// An event.
    ///
    /// @param tenant whose account
    /// @param eventId unique within the tenant
    /// @param type what happened
    /// @param userId whose account
    /// @param merchantId where; null when none is named
    /// @param at when
    /// @param deviceId on which device; null: not known
    /// @param ipHmac from which address, as its HMAC in hexadecimal; null: not known
    /// @param field which field of the profile was changed; null: none
    record Happened(
            String tenant,
            String eventId,
            AccountEventType type,
            String userId,
            @Nullable String merchantId,
            Instant at,
            @Nullable String deviceId,
            @Nullable String ipHmac,
            @Nullable String field) {

        public Happened {
            Objects.requireNonNull(tenant);
            Objects.requireNonNull(eventId);
            Objects.requireNonNull(type);
            Objects.requireNonNull(userId);
            Objects.requireNonNull(at);
        }
    }
}
