package io.onefold.scoring;

/// What a model says of one feature vector.
///
/// @param margin the sum of the trees and the base margin, log-odds
/// @param probability the calibrated probability of fraud, 0 to 1
/// @param confidence 1 minus the width of the 90 % Jeffreys interval of the calibration bin, 0 to 1
public record Score(float margin, double probability, double confidence) {

    public Score {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "probability " + probability + " is outside 0 to 1; check the calibration");
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException(
                    "confidence " + confidence + " is outside 0 to 1; check the calibration bins");
        }
    }
}
