package io.onefold.scoring.calibrate;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.scoring.Score;
import java.util.Objects;

/// A monotone curve from margins to probabilities of fraud, and how much each stretch of it is
/// worth.
///
/// @param curve the probability of a margin
/// @param bins the observed frauds along the margins, from which the confidence comes
public record Calibration(Curve curve, ConfidenceBins bins) {

    /// With at least so many frauds the curve is isotonic, with fewer it is Platt's.
    public static final int ISOTONIC_FRAUDS_LEAST = 1000;

    public Calibration {
        Objects.requireNonNull(curve);
        Objects.requireNonNull(bins);
    }

    /// The curve for margins whose outcome is known and which the model did not learn from.
    ///
    /// @param margins finite log-odds
    /// @param frauds what each turned out to be
    /// @throws OnefoldException (UNPROCESSABLE) when only one kind is there, or when greater
    ///   margins mean less fraud
    public static Calibration fit(float[] margins, boolean[] frauds) {
        MarginSample sample = MarginSample.of(margins, frauds);
        if (sample.frauds() == 0 || sample.frauds() == sample.size()) {
            throw new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "calibration: "
                            + sample.frauds()
                            + " of "
                            + sample.size()
                            + " rows are frauds; both kinds are needed, take a longer period");
        }
        Curve curve =
                sample.frauds() >= ISOTONIC_FRAUDS_LEAST ? Isotonic.fit(sample) : Platt.fit(sample);
        return new Calibration(curve, ConfidenceBins.of(sample));
    }

    /// What the model says of a row with this margin.
    public Score score(float margin) {
        return new Score(margin, curve.probability(margin), bins.confidence(margin));
    }

    /// The probability of fraud at a margin, 0 to 1, never falling.
    public double probability(float margin) {
        return curve.probability(margin);
    }
}
