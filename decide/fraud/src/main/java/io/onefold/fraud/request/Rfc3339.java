package io.onefold.fraud.request;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// A point in time as RFC 3339, 5.6 writes it, the zone being allowed to be absent.
///
/// @param local the wall clock, cut to microseconds as the store keeps them
/// @param offset the zone; null: absent
record Rfc3339(LocalDateTime local, @Nullable ZoneOffset offset) {

    private static final int SECONDS_END = 19;

    /// @return null when the text is no such time
    static @Nullable Rfc3339 parse(String text) {
        if (text.length() < SECONDS_END
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || "Tt ".indexOf(text.charAt(10)) < 0
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        try {
            int end = fractionEnd(text);
            LocalDateTime local =
                    LocalDateTime.of(
                            digits(text, 0, 4),
                            digits(text, 5, 7),
                            digits(text, 8, 10),
                            digits(text, 11, 13),
                            digits(text, 14, 16),
                            digits(text, 17, SECONDS_END),
                            nanos(text, end));
            return new Rfc3339(local, end == text.length() ? null : offset(text, end));
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    private static int fractionEnd(String text) {
        if (text.length() == SECONDS_END || text.charAt(SECONDS_END) != '.') {
            return SECONDS_END;
        }
        int end = SECONDS_END + 1;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end == SECONDS_END + 1 || end > SECONDS_END + 10) {
            throw new DateTimeException("a fraction has 1 to 9 digits");
        }
        return end;
    }

    /// Nanoseconds of the fraction, cut to microseconds.
    private static int nanos(String text, int end) {
        int nanos = 0;
        int unit = 100_000_000;
        for (int i = SECONDS_END + 1; i < end && unit >= 1000; i++) {
            nanos += (text.charAt(i) - '0') * unit;
            unit /= 10;
        }
        return nanos;
    }

    private static ZoneOffset offset(String text, int at) {
        char sign = text.charAt(at);
        if ((sign == 'Z' || sign == 'z') && text.length() == at + 1) {
            return ZoneOffset.UTC;
        }
        if ((sign == '+' || sign == '-') && text.length() == at + 6 && text.charAt(at + 3) == ':') {
            int hours = digits(text, at + 1, at + 3);
            int minutes = digits(text, at + 4, at + 6);
            return sign == '+'
                    ? ZoneOffset.ofHoursMinutes(hours, minutes)
                    : ZoneOffset.ofHoursMinutes(-hours, -minutes);
        }
        throw new DateTimeException("an offset is Z or +hh:mm");
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw new DateTimeException("a digit is missing");
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }
}
