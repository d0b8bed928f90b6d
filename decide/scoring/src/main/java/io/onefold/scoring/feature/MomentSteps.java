package io.onefold.scoring.feature;

import io.onefold.scoring.feature.Formula.AmountForm;
import io.onefold.scoring.feature.Formula.AmountPattern;
import io.onefold.scoring.feature.Formula.TimeForm;

/// What follows from the payment alone.
final class MomentSteps {

    private static final long SECOND = 1_000_000;
    private static final long DAY_SECONDS = 86_400;
    private static final long HUNDRED_UNITS = 100 * Payment.SCALE;
    private static final long LIMIT = 10_000 * Payment.SCALE;

    private MomentSteps() {}

    static Step amount(AmountForm form, int place) {
        return switch (form) {
            case UNITS -> (reading, out) -> out[place] = ExactSum.units(reading.payment.amount());
            case LOG1P ->
                    (reading, out) ->
                            out[place] = Math.log1p(ExactSum.units(reading.payment.amount()));
            case ROUND -> (reading, out) -> out[place] = flag(isRound(reading.payment.amount()));
            case HUNDREDTHS ->
                    (reading, out) ->
                            out[place] =
                                    Long.remainderUnsigned(reading.payment.amount(), Payment.SCALE)
                                            / (Payment.SCALE / 100);
        };
    }

    static Step time(TimeForm form, int place) {
        return (reading, out) -> out[place] = time(form, reading.at);
    }

    private static double time(TimeForm form, long micros) {
        long seconds = Math.floorDiv(micros, SECOND);
        long day = Math.floorDiv(seconds, DAY_SECONDS);
        long hour = Math.floorMod(seconds, DAY_SECONDS) / 3600;
        // 1970-01-01 was a Thursday; Monday is 0
        long weekday = Math.floorMod(day + 3, 7);
        return switch (form) {
            case HOUR_SINE -> Math.sin(dayAngle(seconds));
            case HOUR_COSINE -> Math.cos(dayAngle(seconds));
            case WEEKDAY_SINE -> Math.sin(2 * Math.PI * weekday / 7);
            case WEEKDAY_COSINE -> Math.cos(2 * Math.PI * weekday / 7);
            case WEEKEND -> flag(weekday >= 5);
            case NIGHT_0_6 -> flag(hour <= 6);
            case NIGHT_22_6 -> flag(hour <= 6 || hour >= 22);
        };
    }

    private static double dayAngle(long seconds) {
        return 2 * Math.PI * Math.floorMod(seconds, DAY_SECONDS) / DAY_SECONDS;
    }

    /// Whether an amount shows a pattern.
    static boolean shows(AmountPattern pattern, long amount) {
        return switch (pattern) {
            case SMALL -> Long.compareUnsigned(amount, 2 * Payment.SCALE) < 0;
            case ROUND -> isRound(amount);
            case NEAR_LIMIT ->
                    Long.compareUnsigned(amount, LIMIT / 10 * 9) >= 0
                            && Long.compareUnsigned(amount, LIMIT) <= 0;
        };
    }

    static double flag(boolean set) {
        return set ? 1 : 0;
    }

    private static boolean isRound(long amount) {
        return amount != 0 && Long.remainderUnsigned(amount, HUNDRED_UNITS) == 0;
    }
}
