package io.onefold.fraud;

import java.util.Locale;

/// The kinds of refusal a caller can meet, each with its HTTP status (RFC 9457 type
/// `urn:onefold:problem:<wire name>`).
public enum ProblemCode {
    MALFORMED_JSON(400, false),
    VALIDATION(400, false),
    PAN_NOT_ALLOWED(400, false),
    SENSITIVE_AUTHENTICATION_DATA(400, false),
    NOT_FOUND(404, false),
    /// The transaction was decided before from another body.
    TRANSACTION_CONFLICT(409, false),
    /// The second person must not be the first.
    FOUR_EYES(409, false),
    /// The thing is not in a state that allows this.
    WRONG_STATE(409, false),
    /// Somebody else changed it first.
    STALE_VERSION(412, false),
    OVERLOADED(429, true),
    /// One client sends more than its limit.
    RATE_LIMITED(429, true),
    MODEL_UNAVAILABLE(503, true),
    STORE_UNAVAILABLE(503, true),
    STATE_UNAVAILABLE(503, true),
    DEADLINE_PASSED(503, true),
    DRAINING(503, true);

    private final int httpStatus;
    private final boolean retryable;

    ProblemCode(int httpStatus, boolean retryable) {
        this.httpStatus = httpStatus;
        this.retryable = retryable;
    }

    /// As problem types spell it, for example `malformed-json`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int httpStatus() {
        return httpStatus;
    }

    /// Whether the same request may be sent again, after the time of `Retry-After`.
    public boolean retryable() {
        return retryable;
    }
}
