package io.onefold.fraud.decide;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.ProblemCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Who watches decisions being made, for metrics. Called on the path: does no I/O.
public interface DecisionObserver {

    DecisionObserver NONE = new DecisionObserver() {};

    /// A payment was decided.
    ///
    /// @param probability null when degraded
    default void decided(FraudType type, @Nullable Double probability, Duration took) {}

    /// A payment was decided, and somebody is alerted or nobody is.
    default void alerted(FraudType type, boolean alerted) {}

    /// A request was refused or could not be decided.
    default void refused(ProblemCode code) {}

    /// A rule fired on a payment.
    default void ruleFired(String id) {}

    /// A payment came later than the lateness bound.
    default void late() {}

    /// A shadow model scored a payment.
    default void shadowScored(FraudType type, long modelId, double probability) {}

    /// A rule in shadow would have fired.
    default void shadowFired(String id) {}

    /// A payment was left out of the shadows because their queue was full.
    default void shadowDropped() {}
}
