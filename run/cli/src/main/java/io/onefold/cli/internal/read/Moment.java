package io.onefold.cli.internal.read;

import io.onefold.lake.AsOf;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Reads `--as-of`: a snapshot's number, an instant, or a day, which means its beginning in UTC.
final class Moment {

    private static final String SNAPSHOT = "-?[0-9]{5,19}";

    private Moment() {}

    static AsOf parse(@Nullable String text) {
        if (text == null) {
            return AsOf.LATEST;
        }
        return text.matches(SNAPSHOT)
                ? new AsOf.Snapshot(Long.parseLong(text))
                : new AsOf.At(instant(text));
    }

    static Instant instant(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "'"
                            + text
                            + "' is not a moment; expected for example 2025-11-03, 2025-11-03T12:00:00Z or a"
                            + " snapshot's number",
                    e);
        }
    }
}
