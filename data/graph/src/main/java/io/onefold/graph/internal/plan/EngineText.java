package io.onefold.graph.internal.plan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Floating-point numbers as the engine writes them: the shortest digits that read back the same,
/// plain from 1e-4 to below 1e16, otherwise with an exponent of at least two digits.
final class EngineText {

    private static final int PLAIN_EXPONENT_MIN = -4;
    private static final int PLAIN_EXPONENT_MAX = 15;

    private EngineText() {}

    static String of(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        String sign = Double.doubleToRawLongBits(number) < 0 ? "-" : "";
        if (number == 0) {
            return sign + "0.0";
        }
        BigDecimal exact = shortest(Math.abs(number));
        String digits = exact.unscaledValue().toString();
        int exponent = digits.length() - 1 - exact.scale();
        return sign
                + (exponent < PLAIN_EXPONENT_MIN || exponent > PLAIN_EXPONENT_MAX
                        ? scientific(digits, exponent)
                        : plain(exact));
    }

    /// The shortest digits that read back the same. Java writes at least two, so one is tried
    /// first.
    private static BigDecimal shortest(double number) {
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        BigDecimal single = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return digits.precision() == 2 && single.doubleValue() == number
                ? single.stripTrailingZeros()
                : digits;
    }

    private static String plain(BigDecimal exact) {
        String text = exact.toPlainString();
        return text.indexOf('.') < 0 ? text + ".0" : text;
    }

    private static String scientific(String digits, int exponent) {
        String mantissa =
                digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String size = Integer.toString(Math.abs(exponent));
        return mantissa
                + "e"
                + (exponent < 0 ? "-" : "+")
                + (size.length() == 1 ? "0" + size : size);
    }
}
