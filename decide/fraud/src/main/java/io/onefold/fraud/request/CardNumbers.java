package io.onefold.fraud.request;

/// Finds payment card numbers in text: a known issuer range, a length that the issuer uses, and a
/// check digit that holds (ISO/IEC 7812-1, Luhn). Digits may be grouped by single spaces, dashes or
/// dots; a longer run of digits without a gap is no card number.
public final class CardNumbers {

    private static final int DIGITS_MIN = 12;
    private static final int DIGITS_MAX = 19;
    private static final int DIGITS_SHOWN = 4;

    /// First and last prefix of a range, both of six digits, then a bit for each length.
    private static final int[][] RANGES = {
        {400000, 499999, bit(13) | bit(16) | bit(19)}, // Visa
        {510000, 559999, bit(16)}, // Mastercard
        {222100, 272099, bit(16)},
        {340000, 349999, bit(15)}, // American Express
        {370000, 379999, bit(15)},
        {601100, 601199, from16()}, // Discover
        {644000, 659999, from16()},
        {620000, 629999, from16()}, // UnionPay
        {810000, 817199, from16()},
        {352800, 358999, from16()}, // JCB
        {300000, 305999, bit(14) | from16()}, // Diners Club
        {309500, 309599, bit(14) | from16()},
        {360000, 369999, bit(14) | from16()},
        {380000, 399999, bit(14) | from16()},
        {501800, 501899, from12()}, // Maestro
        {502000, 502099, from12()},
        {503800, 503899, from12()},
        {560000, 589999, from12()},
        {630400, 630499, from12()},
        {675900, 676399, from12()},
        {220000, 220499, from16()}, // Mir
        {508000, 508999, bit(16)}, // RuPay
        {606000, 608999, bit(16)},
        {817200, 820999, bit(16)},
        {979200, 979299, bit(16)}, // Troy
        {506099, 506198, bit(16) | bit(18) | bit(19)}, // Verve
    };

    private CardNumbers() {}

    private static int bit(int length) {
        return 1 << length;
    }

    private static int from16() {
        return bit(16) | bit(17) | bit(18) | bit(19);
    }

    private static int from12() {
        return bit(12) | bit(13) | bit(14) | bit(15) | from16();
    }

    /// Whether the text holds a card number.
    public static boolean in(CharSequence text) {
        int length = text.length();
        if (length < DIGITS_MIN) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (startsGroup(text, i) && endOfNumber(text, i) >= 0) {
                return true;
            }
        }
        return false;
    }

    /// The text with all digits of card numbers but the last four replaced by asterisks.
    public static String masked(String text) {
        StringBuilder masked = null;
        for (int i = 0; i < text.length(); i++) {
            int end = startsGroup(text, i) ? endOfNumber(text, i) : -1;
            if (end >= 0) {
                masked = masked == null ? new StringBuilder(text) : masked;
                int left = DIGITS_SHOWN;
                for (int at = end - 1; at >= i; at--) {
                    if (isDigit(text, at) && --left < 0) {
                        masked.setCharAt(at, '*');
                    }
                }
                i = end - 1;
            }
        }
        return masked == null ? text : masked.toString();
    }

    private static boolean startsGroup(CharSequence text, int at) {
        return isDigit(text, at) && !isDigit(text, at - 1);
    }

    /// Where the card number ends that begins at a group of digits; -1: none begins there.
    private static int endOfNumber(CharSequence text, int start) {
        byte[] digits = new byte[DIGITS_MAX];
        int count = 0;
        int at = start;
        while (at < text.length()) {
            if (isDigit(text, at)) {
                if (count == DIGITS_MAX) {
                    return -1;
                }
                digits[count++] = (byte) (text.charAt(at) - '0');
                at++;
                if (!isDigit(text, at) && isCardNumber(digits, count)) {
                    return at;
                }
            } else if (isGap(text.charAt(at)) && isDigit(text, at + 1)) {
                at++;
            } else {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isDigit(CharSequence text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static boolean isGap(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '\u00a0';
    }

    private static boolean isCardNumber(byte[] digits, int count) {
        return count >= DIGITS_MIN && ofAnIssuer(digits, count) && checkDigitHolds(digits, count);
    }

    private static boolean ofAnIssuer(byte[] digits, int count) {
        int prefix = 0;
        for (int i = 0; i < 6; i++) {
            prefix = prefix * 10 + digits[i];
        }
        for (int[] range : RANGES) {
            if (prefix >= range[0] && prefix <= range[1] && (range[2] & bit(count)) != 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean checkDigitHolds(byte[] digits, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int digit = digits[count - 1 - i];
            int doubled = digit * 2;
            sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
