package io.onefold.scoring.feature;

import java.util.Locale;

/// What may happen around payments; counted per user, or per merchant where it names one.
public enum AccountEventType {
    LOGIN,
    LOGIN_FAILED,
    PASSWORD_RESET,
    MFA,
    PROFILE_CHANGE,
    EMAIL_CHANGE,
    PHONE_CHANGE,
    ADDRESS_CHANGE,
    PAYMENT_DECLINED,
    REFUND,
    CHARGEBACK;

    static final int COUNT = values().length;

    /// As names of features spell it, for example `login_failed`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
