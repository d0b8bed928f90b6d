package io.onefold.model.run;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The minutes at which something starts by itself: the five fields of a cron expression, minute,
/// hour, day of month, month, day of week (0 and 7 are Sunday).
///
/// As in `crontab(5)`, a day matches if its day of month or its day of week does, when both fields
/// are restricted (neither begins with `*`); else both must. A time of day that the clock skips has
/// no start that day; one that the clock shows twice has one, the first, unless the hour field
/// begins with `*`.
public final class Cron {

    /// A leap day is at most eight years away, 1896 to 1904.
    private static final int YEARS_MAX = 9;

    private static final List<Field> FIELDS =
            List.of(
                    new Field("minute", 0, 59, List.of()),
                    new Field("hour", 0, 23, List.of()),
                    new Field("day of month", 1, 31, List.of()),
                    new Field(
                            "month",
                            1,
                            12,
                            List.of(
                                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
                                    "oct", "nov", "dec")),
                    new Field(
                            "day of week",
                            0,
                            7,
                            List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));
    private static final Pattern PART =
            Pattern.compile("(?:\\*|([A-Za-z0-9]+)(?:-([A-Za-z0-9]+))?)(?:/([1-9]\\d{0,2}))?");

    private final String text;
    private final List<Long> sets;
    private final boolean everyHour;
    private final boolean eitherDay;

    private Cron(String text, List<String> fields) {
        this.text = text;
        List<Long> bits = new ArrayList<>();
        for (int i = 0; i < FIELDS.size(); i++) {
            bits.add(FIELDS.get(i).set(fields.get(i)));
        }
        this.sets = List.copyOf(bits);
        this.everyHour = fields.get(1).startsWith("*");
        this.eitherDay = !fields.get(2).startsWith("*") && !fields.get(4).startsWith("*");
    }

    private record Field(String name, int least, int most, List<String> words) {

        boolean holds(String part) {
            Matcher matcher = PART.matcher(part);
            return matcher.matches()
                    && (matcher.group(1) == null || range(matcher.group(1), matcher.group(2)));
        }

        private boolean range(String from, String to) {
            int first = number(from);
            int last = to == null ? first : number(to);
            return first >= least && last <= most && first <= last;
        }

        private int number(String word) {
            int index = words.indexOf(word.toLowerCase(Locale.ROOT));
            if (index >= 0) {
                return index + least;
            }
            return word.length() <= 2 && word.chars().allMatch(Character::isDigit)
                    ? Integer.parseInt(word)
                    : -1;
        }

        /// The values that a valid field lets through, one bit each.
        long set(String field) {
            long set = 0;
            for (String part : field.split(",", -1)) {
                Matcher matcher = PART.matcher(part);
                if (!matcher.matches()) {
                    throw new IllegalArgumentException(part);
                }
                String from = matcher.group(1);
                String to = matcher.group(2);
                String step = matcher.group(3);
                int first = from == null ? least : number(from);
                int last = from != null && to == null && step == null ? first : most;
                last = to == null ? last : number(to);
                for (int value = first;
                        value <= last;
                        value += step == null ? 1 : Integer.parseInt(step)) {
                    set |= 1L << value;
                }
            }
            return set;
        }
    }

    /// What is wrong with an expression; empty if nothing is.
    public static Optional<String> problem(String cron) {
        List<String> fields = fields(cron);
        if (fields.size() != FIELDS.size()) {
            return Optional.of(
                    "found '"
                            + cron
                            + "' with "
                            + fields.size()
                            + " fields; expected five: minute, hour, day of month, month, day of week");
        }
        for (int i = 0; i < FIELDS.size(); i++) {
            Field field = FIELDS.get(i);
            for (String part : fields.get(i).split(",", -1)) {
                if (!field.holds(part)) {
                    return Optional.of(
                            "found '"
                                    + part
                                    + "' as "
                                    + field.name()
                                    + "; expected *, "
                                    + field.least()
                                    + " to "
                                    + field.most()
                                    + ", a range or a step such as */5");
                }
            }
        }
        return Optional.empty();
    }

    /// @throws OnefoldException (INVALID_INPUT) saying what is wrong with the expression
    public static Cron parse(String cron) {
        problem(cron)
                .ifPresent(
                        problem -> {
                            throw new OnefoldException(ErrorCode.INVALID_INPUT, "cron: " + problem);
                        });
        return new Cron(cron, fields(cron));
    }

    private static List<String> fields(String cron) {
        return List.of(cron.strip().split("\\s+"));
    }

    /// The first start after an instant; empty if there never is one, as for 30 February.
    public Optional<Instant> next(Instant after, ZoneId zone) {
        Objects.requireNonNull(after);
        ZonedDateTime at = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        ZonedDateTime end = at.plusYears(YEARS_MAX);
        while (at.isBefore(end)) {
            if (!day(at)) {
                at = at.toLocalDate().plusDays(1).atStartOfDay(zone);
            } else if (!holds(1, at.getHour())) {
                at = at.plusMinutes(60L - at.getMinute());
            } else if (!holds(0, at.getMinute()) || (!everyHour && shownBefore(at))) {
                at = at.plusMinutes(1);
            } else {
                return Optional.of(at.toInstant());
            }
        }
        return Optional.empty();
    }

    private boolean day(ZonedDateTime at) {
        boolean dayOfMonth = holds(2, at.getDayOfMonth());
        int weekday = at.getDayOfWeek().getValue();
        boolean dayOfWeek = holds(4, weekday) || (weekday == 7 && holds(4, 0));
        boolean day = eitherDay ? dayOfMonth || dayOfWeek : dayOfMonth && dayOfWeek;
        return day && holds(3, at.getMonthValue());
    }

    private boolean holds(int field, int value) {
        return ((sets.get(field) >> value) & 1) == 1;
    }

    private static boolean shownBefore(ZonedDateTime at) {
        List<ZoneOffset> offsets = at.getZone().getRules().getValidOffsets(at.toLocalDateTime());
        return offsets.size() > 1 && !at.getOffset().equals(offsets.getFirst());
    }

    @Override
    public String toString() {
        return text;
    }
}
