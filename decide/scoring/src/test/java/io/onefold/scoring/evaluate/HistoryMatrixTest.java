package io.onefold.scoring.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.OnefoldException;
import io.onefold.scoring.feature.Entity;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FeatureSet;
import io.onefold.scoring.feature.Payment;
import io.onefold.scoring.feature.RequestFields;
import io.onefold.scoring.train.LabelledRows;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// History becomes rows as serving would have seen them, and is split by time.
class HistoryMatrixTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final FeaturePlan PLAN =
            FeaturePlan.compile(
                    FeatureCatalogue.standard(), List.of("user_count_30d", "merchant_risk_30d"));
    private static final TimeSplit SPLIT =
            new TimeSplit(START, Duration.ofDays(7), Duration.ofDays(7), Duration.ofDays(7));

    /// A payment of the past, known to be fraud or not seven days after.
    private record Past(String id, String card, double day, boolean fraud) {}

    private final List<Past> past = new ArrayList<>();

    private void paid(String id, String card, double day, boolean fraud) {
        past.add(new Past(id, card, day, fraud));
    }

    private static long micros(double day) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, START) + (long) (day * 86_400e6);
    }

    private final PaymentHistory history =
            new PaymentHistory() {
                @Override
                public void read(
                        RequestFields fields, Instant from, Instant to, Consumer<HistoryRow> rows) {
                    HistoryRow row = new HistoryRow(new Payment(fields));
                    past.stream()
                            .sorted(Comparator.comparingDouble(Past::day))
                            .filter(one -> micros(one.day()) >= micros(from))
                            .filter(one -> micros(one.day()) < micros(to))
                            .forEach(
                                    one -> {
                                        row.payment()
                                                .atMicros(micros(one.day()))
                                                .amount(BigDecimal.TEN)
                                                .entity(Entity.USER, one.card())
                                                .entity(Entity.MERCHANT, "m");
                                        row.is(one.id(), one.fraud(), micros(one.day() + 7))
                                                .wanted(!one.id().startsWith("other"));
                                        rows.accept(row);
                                    });
                }
            };

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private HistoryMatrix matrix() {
        return HistoryMatrix.of(history, FeatureCatalogue.standard(), PLAN, START, SPLIT.testTo());
    }

    private static List<String> names(HistoryMatrix matrix, int[] rows) {
        return Arrays.stream(rows).mapToObj(matrix::transaction).toList();
    }

    @Test
    void whatCameBeforeThePeriodCountsButHasNoRow() {
        paid("before", "c", -29, true);
        paid("long before", "c", -31, true);
        paid("now", "c", 0.5, false);

        HistoryMatrix matrix = matrix();

        assertThat(matrix.size()).isEqualTo(1);
        // both were labelled within (t - 37 d, t - 7 d]; only one was paid within 30 d
        assertThat(matrix.labelled(new int[] {0}, START).values()).containsExactly(2, 1);
        assertThat(matrix.transaction(0)).isEqualTo("now");
    }

    @Test
    void aPaymentOfAnotherKindCountsButHasNoRow() {
        paid("other", "c", 0.25, false);
        paid("now", "c", 0.5, false);

        HistoryMatrix matrix = matrix();

        assertThat(matrix.size()).isEqualTo(1);
        assertThat(matrix.labelled(new int[] {0}, START).values()[0]).isEqualTo(2);
    }

    @Test
    void aLabelThatIsNotKnownAtTheCutOffIsNotLearned() {
        paid("early", "a", 1, true);
        paid("late", "b", 2, true);
        HistoryMatrix matrix = matrix();

        LabelledRows rows =
                matrix.labelled(new int[] {0, 1}, START.plus(Duration.ofHours(8 * 24 + 1)));

        assertThat(rows.frauds()).containsExactly(true, false);
        assertThat(rows.transactions()).containsExactly("early", "late");
    }

    @Test
    void trainingDelayAndTestingFollowEachOther() {
        for (int day = -1; day < 22; day++) {
            paid("day " + day, "c" + day, day, false);
        }
        HistoryMatrix matrix = matrix();

        assertThat(names(matrix, SPLIT.trainRows(matrix))).startsWith("day 0").endsWith("day 6");
        assertThat(names(matrix, SPLIT.testRows(matrix, true)))
                .hasSize(7)
                .startsWith("day 14")
                .endsWith("day 20");
    }

    @Test
    void cardsThatAreKnownToBeCompromisedAreDroppedDayByDay() {
        // the last moment of day 7 is known when day 15 begins, the first of day 8 is not
        paid("fraud of a", "a", 7.999, true);
        paid("fraud of b", "b", 8, true);
        paid("fraud of c, before training", "c", -0.5, true);
        for (String card : List.of("a", "b", "c")) {
            paid(card + " 14", card, 14.5, false);
            paid(card + " 15", card, 15.5, false);
            paid(card + " 16", card, 16.5, false);
        }
        HistoryMatrix matrix = matrix();

        assertThat(names(matrix, SPLIT.testRows(matrix, true)))
                .containsExactly("a 14", "b 14", "c 14", "b 15", "c 15", "c 16");
        assertThat(SPLIT.testRows(matrix, false)).hasSize(9);
    }

    @Test
    void theHandbooksProtocolIsAsPublished() {
        Protocol handbook = Protocol.named("handbook");

        assertThat(handbook.splits())
                .extracting(TimeSplit::trainFrom)
                .containsExactly(
                        Instant.parse("2018-07-25T00:00:00Z"),
                        Instant.parse("2018-08-01T00:00:00Z"),
                        Instant.parse("2018-08-08T00:00:00Z"),
                        Instant.parse("2018-08-15T00:00:00Z"));
        assertThat(handbook.features()).isEqualTo(FeatureSet.HANDBOOK);
        assertThatThrownBy(() -> Protocol.named("handbok"))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("did you mean 'handbook'?");
    }

    @Test
    void whatIsKnownOfCustomersStandsInTheirRows() {
        paid("a", "known", 1, false);
        paid("b", "nobody", 2, false);
        FeatureCatalogue catalogue = FeatureCatalogue.standard().withCustomer(List.of("ring_size"));

        HistoryMatrix matrix =
                HistoryMatrix.of(
                        history,
                        catalogue,
                        FeaturePlan.compile(catalogue, List.of("ring_size")),
                        user -> user.equals("known") ? new float[] {4} : null,
                        START,
                        SPLIT.testTo());

        int[] rows = matrix.rows(START, SPLIT.testTo(), row -> true);
        assertThat(matrix.labelled(rows, Instant.MAX).values()).containsExactly(4, Float.NaN);
    }
}
