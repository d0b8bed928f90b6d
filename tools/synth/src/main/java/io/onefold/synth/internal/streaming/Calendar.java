package io.onefold.synth.internal.streaming;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The days before an as-of instant, in UTC.
///
/// @param asOf the instant everything is planted around
record Calendar(Instant asOf) {

    /// The last 30 days: an event is recent if it is later than as-of less this, and not after
    /// as-of.
    static final Duration WINDOW = Duration.ofDays(30);

    static final Duration MICROSECOND = Duration.of(1, ChronoUnit.MICROS);

    /// A time of day on an earlier day; never later than as-of if `daysAgo` is at least 1.
    Instant at(int daysAgo, int hour, int minute, int second) {
        return asOf.truncatedTo(ChronoUnit.DAYS)
                .minus(daysAgo, ChronoUnit.DAYS)
                .plus(hour * 3_600L + minute * 60L + second, ChronoUnit.SECONDS);
    }

    Instant at(int daysAgo, int hour) {
        return at(daysAgo, hour, 0, 0);
    }
}
