package io.onefold.ingest.internal;

import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.model.DataType;
import io.onefold.model.DataType.Simple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where an incremental read begins, and how far a watermark may be believed.
final class Lateness {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    /// How far the clock of a place can be ahead of UTC.
    private static final Duration ZONE_MAX = Duration.ofHours(14);

    private Lateness() {}

    /// Whether a column's values have one order in every silo and in the lake. Texts have not: a
    /// silo compares them by its collation.
    static boolean orders(SiloColumn watermark) {
        return watermark.type() == Simple.INT
                || watermark.type() == Simple.LONG
                || watermark.type() instanceof DataType.Decimal
                || isTime(watermark.type());
    }

    /// The least watermark to read again.
    ///
    /// @param seen the greatest watermark seen, as the engine spells it
    /// @param lateness how far below it a late row may lie; without meaning for numbers
    static String since(SiloColumn watermark, String seen, Duration lateness) {
        return switch (watermark.type()) {
            case Simple.DATE ->
                    LocalDate.parse(seen)
                            .minusDays(lateness.plusDays(1).minusNanos(1).toDays())
                            .toString();
            case Simple.TIMESTAMP -> stamp(seen).minus(lateness).format(STAMP);
            case Simple.TIMESTAMPTZ ->
                    stamp(seen.substring(0, seen.lastIndexOf('+'))).minus(lateness).format(STAMP)
                            + "+00";
            default -> seen;
        };
    }

    /// A watermark beyond the silo's own clock is a mistake of its row; believed, it would hide
    /// every later row. Nothing beyond this counts.
    ///
    /// @param now the silo's clock
    /// @param zone the zone of times that carry none, if it is known
    static Optional<String> cap(SiloColumn watermark, Instant now, @Nullable ZoneId zone) {
        LocalDateTime local =
                zone == null
                        ? LocalDateTime.ofInstant(now.plus(ZONE_MAX), ZoneOffset.UTC)
                        : LocalDateTime.ofInstant(now, zone);
        return switch (watermark.type()) {
            case Simple.TIMESTAMPTZ ->
                    Optional.of(
                            "TIMESTAMPTZ '"
                                    + LocalDateTime.ofInstant(now, ZoneOffset.UTC).format(STAMP)
                                    + "+00'");
            case Simple.TIMESTAMP -> Optional.of("TIMESTAMP '" + local.format(STAMP) + "'");
            case Simple.DATE -> Optional.of("DATE '" + local.toLocalDate() + "'");
            default -> Optional.empty();
        };
    }

    private static boolean isTime(DataType type) {
        return type == Simple.DATE || type == Simple.TIMESTAMP || type == Simple.TIMESTAMPTZ;
    }

    private static LocalDateTime stamp(String engineText) {
        return LocalDateTime.parse(engineText.replace(' ', 'T'));
    }
}
