package io.onefold.model.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.OnefoldException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.scheduling.support.CronExpression;

class CronTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void startsAreThoseOfAnotherImplementation(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String cron = randomCron(random);
            CronExpression other = CronExpression.parse("0 " + cron);
            Instant after = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt());
            Instant at = after;
            ZonedDateTime otherAt = after.atZone(ZoneOffset.UTC);
            for (int start = 0; start < 5 && otherAt != null; start++) {
                otherAt = other.next(otherAt);
                Instant next = Cron.parse(cron).next(at, ZoneOffset.UTC).orElse(null);
                assertThat(next)
                        .as("seed %d, start %d of '%s' after %s", seed, start, cron, after)
                        .isEqualTo(otherAt == null ? null : otherAt.toInstant());
                at = next == null ? at : next;
            }
        }
    }

    /// At most one of the two day fields is restricted: where both are, the other implementation
    /// wants both to match. Weekdays have no steps: the other one counts them from Monday.
    private static String randomCron(Random random) {
        boolean byWeekday = random.nextBoolean();
        return String.join(
                " ",
                field(random, 0, 59),
                field(random, 0, 23),
                byWeekday ? "*" : field(random, 1, 28),
                field(random, 1, 12),
                byWeekday ? random.nextInt(8) + "," + random.nextInt(8) : "*");
    }

    private static String field(Random random, int least, int most) {
        int a = least + random.nextInt(most - least + 1);
        int b = least + random.nextInt(most - least + 1);
        return switch (random.nextInt(5)) {
            case 0 -> "*";
            case 1 -> "*/" + (1 + random.nextInt(most));
            case 2 -> Math.min(a, b) + "-" + Math.max(a, b);
            case 3 -> a + "," + b;
            default -> Integer.toString(a);
        };
    }

    @Test
    void aDayMatchesByEitherDayFieldIfBothAreRestricted() {
        // given: Friday or the 13th, as crontab(5) has it; 13 April 2026 is a Monday
        List<Instant> starts = starts("0 0 13 * fri", "2026-04-04T00:00:00Z", ZoneOffset.UTC, 4);

        assertThat(starts)
                .containsExactly(
                        Instant.parse("2026-04-10T00:00:00Z"),
                        Instant.parse("2026-04-13T00:00:00Z"),
                        Instant.parse("2026-04-17T00:00:00Z"),
                        Instant.parse("2026-04-24T00:00:00Z"));
    }

    @Test
    void aTimeThatTheClockSkipsHasNoStartThatDay() {
        assertThat(starts("30 2 * * *", "2026-03-28T12:00:00Z", BERLIN, 1))
                .containsExactly(Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void aTimeThatTheClockShowsTwiceHasOneStart() {
        assertThat(starts("30 2 * * *", "2026-10-24T12:00:00Z", BERLIN, 2))
                .containsExactly(
                        Instant.parse("2026-10-25T00:30:00Z"),
                        Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void everyHalfHourGoesOnWhileTheClockIsSetBack() {
        Instant first = Instant.parse("2026-10-25T00:00:00Z");
        assertThat(starts("*/30 * * * *", "2026-10-24T23:45:00Z", BERLIN, 6))
                .isEqualTo(
                        IntStream.range(0, 6).mapToObj(i -> first.plusSeconds(1800L * i)).toList());
    }

    @Test
    void theLeapDayAfterSevenYearsWithoutOneIsFound() {
        assertThat(starts("0 0 29 2 *", "2097-01-01T00:00:00Z", ZoneOffset.UTC, 1))
                .containsExactly(Instant.parse("2104-02-29T00:00:00Z"));
    }

    @Test
    void aDayThatNeverComesHasNoStart() {
        assertThat(Cron.parse("0 0 30 2 *").next(Instant.EPOCH, ZoneOffset.UTC)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * *", "60 * * * *", "* * 0 * *", "5-1 * * * *", "*/0 * * * *"})
    void whatIsNoCronExpressionIsRefused(String cron) {
        assertThatThrownBy(() -> Cron.parse(cron))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("expected");
    }

    private static List<Instant> starts(String cron, String after, ZoneId zone, int count) {
        List<Instant> starts = new ArrayList<>();
        Instant at = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            at = Cron.parse(cron).next(at, zone).orElseThrow();
            starts.add(at);
        }
        return starts;
    }
}
