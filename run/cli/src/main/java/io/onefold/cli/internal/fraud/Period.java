package io.onefold.cli.internal.fraud;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--from` and `--to`: decisions by the time of their payments.
final class Period {

    static final Duration LAST = Duration.ofDays(30);

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "payments from this day or moment on (UTC; default: 30 days before the end)")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "payments before this day or moment (default: now)")
    private @Nullable String to;

    boolean isGiven() {
        return from != null || to != null;
    }

    Instant from(Instant now) {
        return from == null ? to(now).minus(LAST) : moment("--from", from);
    }

    Instant to(Instant now) {
        return to == null ? now : moment("--to", to);
    }

    static Instant moment(String option, String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    option
                            + " is '"
                            + text
                            + "'; expected a day or a moment, for example 2026-01-15 or 2026-01-15T10:30:00Z",
                    e);
        }
    }
}
