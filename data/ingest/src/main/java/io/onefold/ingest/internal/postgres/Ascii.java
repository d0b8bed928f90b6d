package io.onefold.ingest.internal.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A short text of ASCII letters that is written again and again.
final class Ascii {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS_MAX = 20;

    private byte[] letters = new byte[64];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    /// The letters; those beyond [#length] have no meaning.
    byte[] letters() {
        return letters;
    }

    byte[] copy() {
        return Arrays.copyOf(letters, length);
    }

    void add(char letter) {
        room(1);
        letters[length++] = (byte) letter;
    }

    void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
    }

    void add(long number) {
        if (number < 0) {
            if (number == Long.MIN_VALUE) {
                add(Long.toString(number));
                return;
            }
            add('-');
        }
        padded(Math.abs(number), 1);
    }

    /// A number, not negative, with zeros before it up to a number of digits.
    void padded(long number, int digits) {
        room(DIGITS_MAX);
        int count = digits;
        for (long rest = number, least = digits; rest > 0; rest /= 10, least--) {
            if (least <= 0) {
                count++;
            }
        }
        long rest = number;
        for (int i = length + count - 1; i >= length; i--) {
            letters[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    /// Bytes as two hexadecimal digits each.
    void hex(byte[] bytes, int from, int to) {
        room(2 * (to - from));
        for (int i = from; i < to; i++) {
            letters[length++] = HEX[(bytes[i] >> 4) & 15];
            letters[length++] = HEX[bytes[i] & 15];
        }
    }

    /// Drops what is behind a length.
    void cut(int to) {
        length = Math.min(length, to);
    }

    /// Drops zeros at the end.
    void cutZeros() {
        while (length > 0 && letters[length - 1] == '0') {
            length--;
        }
    }

    private void room(int more) {
        if (letters.length - length < more) {
            letters = Arrays.copyOf(letters, Math.max(2 * letters.length, length + more));
        }
    }

    @Override
    public String toString() {
        return new String(letters, 0, length, StandardCharsets.US_ASCII);
    }
}
