package io.onefold.scoring.calibrate;

/// The Jeffreys interval of a share: the middle of the Beta(k + ½, n − k + ½) distribution, its
/// ends 0 at k = 0 and 1 at k = n (Brown, Cai, DasGupta, Statistical Science 16, 2001).
public final class Jeffreys {

    private static final int HALVINGS = 60;
    private static final int FRACTION_STEPS_MAX = 100_000;
    private static final double TINY = 1e-300;
    private static final double PRECISION = 1e-15;

    private Jeffreys() {}

    /// @param lower 0 to `upper`
    /// @param upper at most 1
    public record Interval(double lower, double upper) {

        public double width() {
            return upper - lower;
        }
    }

    /// @param hits of `trials`
    /// @param level for example 0.90
    public static Interval interval(long hits, long trials, double level) {
        if (trials < 1 || hits < 0 || hits > trials || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    hits + " of " + trials + " at the level " + level + " is no share");
        }
        double a = hits + 0.5;
        double b = trials - hits + 0.5;
        double tail = (1 - level) / 2;
        return new Interval(
                hits == 0 ? 0 : quantile(tail, a, b),
                hits == trials ? 1 : quantile(1 - tail, a, b));
    }

    private static double quantile(double share, double a, double b) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (betaShare(middle, a, b) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /// The regularised incomplete beta function Iₓ(a, b), by its continued fraction (NIST Digital
    /// Library of Mathematical Functions, 8.17.22) on the side where that converges fast.
    static double betaShare(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - betaShare(1 - x, b, a);
        }
        double front =
                Math.exp(
                        a * Math.log(x)
                                + b * Math.log1p(-x)
                                + logGamma(a + b)
                                - logGamma(a)
                                - logGamma(b));
        return front / a * fraction(x, a, b);
    }

    /// The fraction by the modified Lentz method.
    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m < FRACTION_STEPS_MAX; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            value *= c * d;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            value *= c * d;
            if (Math.abs(c * d - 1) < PRECISION) {
                break;
            }
        }
        return value;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /// Stirling's series for the logarithm of Γ, after raising the argument above 15 (DLMF 5.11.1).
    private static double logGamma(double x) {
        double shift = 0;
        double z = x;
        while (z < 15) {
            shift += Math.log(z);
            z++;
        }
        double r = 1 / (z * z);
        double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r / 1680))) / z;
        return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
    }
}
