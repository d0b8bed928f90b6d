package io.onefold.fraud;

/// What is recommended to be done with a payment.
public enum Action {
    APPROVE,
    REVIEW,
    DECLINE,
    /// Only ever recommended: Onefold blocks nobody.
    BLOCK_ACCOUNT
}
