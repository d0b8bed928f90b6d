package io.onefold.scoring.feature;

/// Turns exact sums of ten-thousandths into units.
final class ExactSum {

    private static final double TWO_32 = 4_294_967_296.0;
    private static final int EXACT_BITS = 53;

    /// High parts below this leave room for any low part within a long.
    private static final long SMALL = 1L << 29;

    private ExactSum() {}

    /// The sum high · 2³² + low divided by a divisor and by the scale, rounded once where it fits a
    /// double.
    static double units(long high, long low, long divisor) {
        double total =
                high < SMALL && low < Long.MAX_VALUE / 2
                        ? (double) ((high << 32) + low)
                        : high * TWO_32 + low;
        return total / ((double) Payment.SCALE * divisor);
    }

    /// An unsigned amount in units, correctly rounded where it fits a double.
    static double units(long amount) {
        return amount >>> EXACT_BITS == 0
                ? (double) amount / Payment.SCALE
                : Long.divideUnsigned(amount, Payment.SCALE)
                        + (double) Long.remainderUnsigned(amount, Payment.SCALE) / Payment.SCALE;
    }
}
