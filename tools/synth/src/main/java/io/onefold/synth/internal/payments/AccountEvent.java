package io.onefold.synth.internal.payments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened to an account or a merchant, without a payment.
///
/// @param type login, login_failed, password_reset, mfa, profile_change, refund or chargeback
/// @param field which field of the profile was changed
record AccountEvent(
        String type,
        @Nullable String userId,
        @Nullable String merchantId,
        Instant at,
        @Nullable String deviceId,
        @Nullable String ipAddress,
        @Nullable String field) {

    static AccountEvent of(String type, Device on, String userId, Instant at) {
        return new AccountEvent(type, userId, null, at, on.id(), on.ipAddress(), null);
    }

    static AccountEvent change(String field, Device on, String userId, Instant at) {
        return new AccountEvent("profile_change", userId, null, at, on.id(), on.ipAddress(), field);
    }

    static AccountEvent ofMerchant(String type, String merchantId, String userId, Instant at) {
        return new AccountEvent(type, userId, merchantId, at, null, null, null);
    }
}
