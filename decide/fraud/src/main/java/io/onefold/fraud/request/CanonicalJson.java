package io.onefold.fraud.request;

/// Writes JSON as RFC 8785 wants it: no white space, texts with the fewest escapes, numbers as
/// ECMAScript writes them. Whoever writes an object gives its keys in the order of UTF-16.
public final class CanonicalJson {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CanonicalJson() {}

    /// Appends a text with its quotes.
    public static void text(StringBuilder out, CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /// Appends a number as ECMAScript's `Number::toString` does (ECMA-262, 6.1.6.1.20): the
    /// shortest digits that read back as the same double.
    ///
    /// @throws IllegalArgumentException for NaN and infinities, which JSON does not have
    public static void number(StringBuilder out, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number for " + value);
        }
        if (value == 0) {
            out.append('0');
            return;
        }
        if (Math.abs(value) < 1e15 && value == Math.rint(value)) {
            out.append((long) value);
            return;
        }
        if (value < 0) {
            out.append('-');
        }
        shortest(out, Double.toString(Math.abs(value)));
    }

    /// Rewrites Java's shortest decimal, `12.5` or `1.25E-7`, in ECMAScript's form.
    private static void shortest(StringBuilder out, String java) {
        int e = java.indexOf('E');
        String mantissa = e < 0 ? java : java.substring(0, e);
        int exponent = e < 0 ? 0 : Integer.parseInt(java.substring(e + 1));
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int first = 0;
        while (digits.charAt(first) == '0') {
            first++;
        }
        int last = digits.length();
        while (digits.charAt(last - 1) == '0') {
            last--;
        }
        plain(out, digits.substring(first, last), point - first + exponent);
    }

    /// Digits whose decimal point stands before place `n`.
    private static void plain(StringBuilder out, String digits, int n) {
        int k = digits.length();
        if (k <= n && n <= 21) {
            out.append(digits).repeat('0', n - k);
        } else if (0 < n && n <= 21) {
            out.append(digits, 0, n).append('.').append(digits, n, k);
        } else if (-6 < n && n <= 0) {
            out.append("0.").repeat('0', -n).append(digits);
        } else {
            out.append(digits.charAt(0));
            if (k > 1) {
                out.append('.').append(digits, 1, k);
            }
            out.append('e').append(n > 0 ? "+" : "-").append(Math.abs(n - 1));
        }
    }
}
