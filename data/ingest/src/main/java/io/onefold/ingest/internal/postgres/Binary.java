package io.onefold.ingest.internal.postgres;

import java.math.BigDecimal;

/// Values as PostgreSQL's binary format has them, most significant byte first.
final class Binary {

    /// Microseconds from 1970 to 2000, where PostgreSQL's time begins.
    static final long EPOCH_MICROS = 946_684_800_000_000L;

    /// Days from 1970 to 2000.
    static final int EPOCH_DAYS = 10_957;

    private static final int NUMERIC_HEADER_BYTES = 8;
    private static final int NUMERIC_NEGATIVE = 0x4000;
    private static final int NUMERIC_SPECIAL = 0xC000;
    private static final int NUMERIC_NAN = 0xC000;
    private static final int NUMERIC_INFINITY = 0xD000;
    private static final int DIGITS_OF_LONG = 18;

    private static final long[] TENS = tens();

    private Binary() {}

    static int int2(byte[] bytes, int at) {
        return (short) ((bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff));
    }

    static int int4(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    static long int8(byte[] bytes, int at) {
        return (long) int4(bytes, at) << 32 | (int4(bytes, at + 4) & 0xffff_ffffL);
    }

    /// A number without a fraction that no long holds: NaN, Infinity or -Infinity; empty for a
    /// number.
    static String special(byte[] bytes, int at) {
        int sign = int2(bytes, at + 4) & 0xffff;
        return (sign & NUMERIC_SPECIAL) != NUMERIC_SPECIAL
                ? ""
                : sign == NUMERIC_NAN ? "NaN" : sign == NUMERIC_INFINITY ? "Infinity" : "-Infinity";
    }

    /// Whether a number times ten to a scale surely is a long.
    static boolean isShort(byte[] bytes, int at, int scale) {
        return 4 * (int2(bytes, at + 2) + 1) + scale <= DIGITS_OF_LONG;
    }

    /// A number times ten to a scale, if [#isShort].
    ///
    /// A number is digits to the base 10,000; the weight is the power of the first one
    /// (`numeric.c`, `numeric_send`).
    ///
    /// @throws ArithmeticException if it has more digits behind the point than the scale
    static long unscaled(byte[] bytes, int at, int scale) {
        int digits = int2(bytes, at);
        int weight = int2(bytes, at + 2);
        long sum = 0;
        for (int i = 0; i < digits; i++) {
            int digit = int2(bytes, at + NUMERIC_HEADER_BYTES + 2 * i);
            int power = 4 * (weight - i) + scale;
            if (power >= 0) {
                sum += digit * TENS[power];
            } else {
                sum += quotient(digit, -power);
            }
        }
        return int2(bytes, at + 4) == NUMERIC_NEGATIVE ? -sum : sum;
    }

    private static long quotient(int digit, int power) {
        long divisor = power < 4 ? TENS[power] : TENS[4];
        if (digit % divisor != 0) {
            throw new ArithmeticException("a digit too far behind the point");
        }
        return digit / divisor;
    }

    /// Writes a number as PostgreSQL shows it; not a special one.
    static void number(byte[] bytes, int at, Ascii out) {
        int digits = int2(bytes, at);
        int weight = int2(bytes, at + 2);
        int scale = int2(bytes, at + 6);
        if (int2(bytes, at + 4) == NUMERIC_NEGATIVE) {
            out.add('-');
        }
        int first = digits > 0 && weight >= 0 ? digit(bytes, at, digits, 0) : 0;
        out.add(first);
        for (int i = 1; i <= weight; i++) {
            out.padded(digit(bytes, at, digits, i), 4);
        }
        if (scale > 0) {
            out.add('.');
            int end = out.length() + scale;
            for (int i = weight + 1; out.length() < end; i++) {
                out.padded(digit(bytes, at, digits, i), 4);
            }
            out.cut(end);
        }
    }

    /// The digit of a position, 0 beyond both ends.
    private static int digit(byte[] bytes, int at, int digits, int position) {
        return position < 0 || position >= digits
                ? 0
                : int2(bytes, at + NUMERIC_HEADER_BYTES + 2 * position);
    }

    /// A number as a decimal of a scale, whatever its size.
    ///
    /// @throws ArithmeticException if it has more digits behind the point
    static BigDecimal decimal(byte[] bytes, int at, int scale) {
        if (isShort(bytes, at, scale)) {
            return BigDecimal.valueOf(unscaled(bytes, at, scale), scale);
        }
        Ascii text = new Ascii();
        number(bytes, at, text);
        return new BigDecimal(text.toString()).setScale(scale);
    }

    private static long[] tens() {
        long[] tens = new long[DIGITS_OF_LONG + 1];
        tens[0] = 1;
        for (int i = 1; i < tens.length; i++) {
            tens[i] = tens[i - 1] * 10;
        }
        return tens;
    }
}
