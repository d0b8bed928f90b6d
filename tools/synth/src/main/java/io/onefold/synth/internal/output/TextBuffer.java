package io.onefold.synth.internal.output;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;

/// A growing array of UTF-8 bytes with the few spellings that rows need.
final class TextBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[1 << 14];
    private int length;

    TextBuffer ascii(char character) {
        room(1);
        bytes[length++] = (byte) character;
        return this;
    }

    TextBuffer text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return this;
    }

    TextBuffer number(long number) {
        return text(Long.toString(number));
    }

    /// Hundredths with their point, for example `12.99`.
    TextBuffer hundredths(long minor) {
        return number(minor / 100).ascii('.').digits(minor % 100, 2);
    }

    TextBuffer uuid(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        return hex(high >>> 32, 8)
                .ascii('-')
                .hex(high >>> 16, 4)
                .ascii('-')
                .hex(high, 4)
                .ascii('-')
                .hex(low >>> 48, 4)
                .ascii('-')
                .hex(low, 12);
    }

    TextBuffer date(LocalDate date) {
        return digits(date.getYear(), 4)
                .ascii('-')
                .digits(date.getMonthValue(), 2)
                .ascii('-')
                .digits(date.getDayOfMonth(), 2);
    }

    /// UTC with microseconds only where there are some, for example `2025-11-03
    /// 00:00:00.000001+00`.
    TextBuffer instant(Instant instant) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(
                        instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        date(time.toLocalDate())
                .ascii(' ')
                .digits(time.getHour(), 2)
                .ascii(':')
                .digits(time.getMinute(), 2)
                .ascii(':')
                .digits(time.getSecond(), 2);
        int micros = time.getNano() / 1_000;
        if (micros != 0) {
            ascii('.').digits(micros, 6);
        }
        return text("+00");
    }

    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, length);
        length = 0;
        return taken;
    }

    private TextBuffer digits(long number, int width) {
        room(width);
        long rest = number;
        for (int i = width - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
        return this;
    }

    private TextBuffer hex(long number, int width) {
        room(width);
        long rest = number;
        for (int i = width - 1; i >= 0; i--) {
            bytes[length + i] = HEX[(int) (rest & 0xF)];
            rest >>>= 4;
        }
        length += width;
        return this;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
