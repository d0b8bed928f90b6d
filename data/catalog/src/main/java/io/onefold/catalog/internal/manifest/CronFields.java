package io.onefold.catalog.internal.manifest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The five fields of a cron expression: minute, hour, day of month, month, day of week.
final class CronFields {

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

    private CronFields() {}

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

        private int number(String text) {
            int word = words.indexOf(text.toLowerCase(Locale.ROOT));
            if (word >= 0) {
                return word + least;
            }
            return text.length() <= 2 && text.chars().allMatch(Character::isDigit)
                    ? Integer.parseInt(text)
                    : -1;
        }
    }

    /// What is wrong with an expression; empty if nothing is.
    static Optional<String> problem(String cron) {
        List<String> fields = List.of(cron.strip().split("\\s+"));
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
}
