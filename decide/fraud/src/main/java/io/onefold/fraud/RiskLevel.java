package io.onefold.fraud;

/// How risky a payment is, lowest first.
public enum RiskLevel {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /// The higher of the two.
    public RiskLevel or(RiskLevel other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
