package io.onefold.scoring.calibrate;

/// A curve from margins to probabilities that never falls.
public sealed interface Curve permits Isotonic, Platt {

    /// The probability of fraud at a margin, 0 to 1.
    double probability(float margin);
}
