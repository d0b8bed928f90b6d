package io.onefold.scoring.calibrate;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;

/// Platt's sigmoid over the margin, 1 / (1 + e^−(slope · margin + intercept)), fitted by maximum
/// likelihood to smoothed targets: (N₊ + 1) / (N₊ + 2) for a fraud and 1 / (N₋ + 2) for the rest
/// (Platt, Advances in Large Margin Classifiers, 1999), by the Newton method with backtracking of
/// Lin, Lin and Weng (Machine Learning 68, 2007).
///
/// @param slope positive
/// @param intercept finite
public record Platt(double slope, double intercept) implements Curve {

    private static final int STEPS_MAX = 100;
    private static final double STEP_LEAST = 1e-10;
    private static final double RIDGE = 1e-12;
    private static final double GRADIENT_MOST = 1e-9;
    private static final double DESCENT = 1e-4;

    public Platt {
        if (!(slope > 0 && slope < Double.POSITIVE_INFINITY) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException(
                    "a sigmoid of slope " + slope + " and intercept " + intercept);
        }
    }

    @Override
    public double probability(float margin) {
        return sigmoid(slope * margin + intercept);
    }

    /// @throws OnefoldException (UNPROCESSABLE) when greater margins do not mean more fraud
    static Platt fit(MarginSample sample) {
        double slope = 0;
        double intercept =
                Math.log((sample.frauds() + 1.0) / (sample.size() - sample.frauds() + 1.0));
        double loss = loss(sample, slope, intercept);
        for (int step = 0; step < STEPS_MAX; step++) {
            double[] g = derivatives(sample, slope, intercept);
            if (Math.abs(g[0]) < GRADIENT_MOST && Math.abs(g[1]) < GRADIENT_MOST) {
                break;
            }
            double determinant = g[2] * g[4] - g[3] * g[3];
            double slopeStep = -(g[4] * g[0] - g[3] * g[1]) / determinant;
            double interceptStep = -(g[2] * g[1] - g[3] * g[0]) / determinant;
            double descent = g[0] * slopeStep + g[1] * interceptStep;
            double length = 1;
            double next = loss(sample, slope + slopeStep, intercept + interceptStep);
            while (next > loss + DESCENT * length * descent && length > STEP_LEAST) {
                length /= 2;
                next = loss(sample, slope + length * slopeStep, intercept + length * interceptStep);
            }
            if (length <= STEP_LEAST) {
                break;
            }
            slope += length * slopeStep;
            intercept += length * interceptStep;
            loss = next;
        }
        return checked(slope, intercept);
    }

    private static Platt checked(double slope, double intercept) {
        if (!(slope > 0)) {
            throw new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "calibration: probability would fall with the margin (slope "
                            + slope
                            + "); the model says the opposite of the labels, check both");
        }
        return new Platt(slope, intercept);
    }

    private static double target(MarginSample sample, int i) {
        return sample.outcomes()[i]
                ? (sample.frauds() + 1.0) / (sample.frauds() + 2.0)
                : 1.0 / (sample.size() - sample.frauds() + 2.0);
    }

    /// The cross-entropy of the targets, free of overflow.
    private static double loss(MarginSample sample, double slope, double intercept) {
        double loss = 0;
        for (int i = 0; i < sample.size(); i++) {
            double z = slope * sample.margins()[i] + intercept;
            double logistic = z >= 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
            loss += logistic - target(sample, i) * z;
        }
        return loss;
    }

    /// Gradient by slope and intercept, then the Hessian's three values.
    private static double[] derivatives(MarginSample sample, double slope, double intercept) {
        double[] sums = {0, 0, RIDGE, 0, RIDGE};
        for (int i = 0; i < sample.size(); i++) {
            double x = sample.margins()[i];
            double p = sigmoid(slope * x + intercept);
            double error = p - target(sample, i);
            double spread = p * (1 - p);
            sums[0] += error * x;
            sums[1] += error;
            sums[2] += spread * x * x;
            sums[3] += spread * x;
            sums[4] += spread;
        }
        return sums;
    }

    private static double sigmoid(double z) {
        double e = Math.exp(-Math.abs(z));
        return z >= 0 ? 1 / (1 + e) : e / (1 + e);
    }
}
