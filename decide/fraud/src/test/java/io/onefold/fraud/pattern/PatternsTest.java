package io.onefold.fraud.pattern;

import static io.onefold.fraud.memory.Installation.BEA;
import static io.onefold.fraud.memory.Installation.CALLER;
import static io.onefold.fraud.memory.Installation.NOW;
import static io.onefold.fraud.memory.Installation.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.EntityKind;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.book.RuleDesk;
import io.onefold.fraud.decide.Backtest;
import io.onefold.fraud.decide.Decisions;
import io.onefold.fraud.memory.Installation;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Label;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatternsTest {

    private static final long SEED = 27;

    private final Installation here = new Installation();

    /// 3,000 payments of 300 users; 30 of them, small ones from one device in a row at vouchers,
    /// are frauds that nobody stops and whose labels arrive ten days later.
    private void planted() {
        Random random = new Random(SEED);
        here.publish(
                here.rules,
                "CC91",
                """
                {"id": "CC91", "fraud_type": "credit_card", "mode": "active",
                 "when": "device_distinct_users_24h >= 3", "effect": {"raise_to": "LOW"},
                 "reason": "MANY_USERS_PER_DEVICE"}""");
        try (Decisions decisions = here.open()) {
            Instant start = NOW.minus(20, ChronoUnit.DAYS);
            for (int i = 0; i < 3000; i++) {
                boolean fraud = i >= 1500 && i < 1530;
                Instant at =
                        fraud
                                ? start.plus(5, ChronoUnit.DAYS).plusSeconds(60L * i)
                                : start.plusSeconds(random.nextInt(8 * 86_400));
                String user = fraud ? "V" + i : "U" + random.nextInt(300);
                String body =
                        """
                        {"transaction_id":"T%d","amount":%d,"user_id":"%s","timestamp":"%s",
                         "device_id":"%s","merchant_category":"%s","merchant_id":"M%d"}"""
                                .formatted(
                                        i,
                                        random.nextInt(90),
                                        user,
                                        at,
                                        fraud ? "STOLEN" : "D" + user,
                                        fraud ? "vouchers" : i % 7 == 0 ? "vouchers" : "books",
                                        random.nextInt(40));
                decisions.decide(CALLER, bytes(body));
                if (fraud) {
                    here.labels.add(
                            new Label(
                                    "default",
                                    "T" + i,
                                    true,
                                    "chargeback",
                                    at.plus(10, ChronoUnit.DAYS),
                                    "ana"));
                }
            }
        }
    }

    @Test
    void aPlantedPatternIsFoundInTheWeekOfItsLabelsAndMakesARule() {
        planted();
        Patterns patterns = new Patterns(here.parts(here.decisions), here.labels);
        PatternReport report =
                patterns.find("default", FraudType.CREDIT_CARD, NOW.minus(7, ChronoUnit.DAYS), NOW);

        assertThat(report.missed()).isEqualTo(30);
        assertThat(report.payments()).isEqualTo(3000);
        assertThat(report.entities().getFirst())
                .satisfies(
                        shared -> {
                            assertThat(shared.kind()).isEqualTo(EntityKind.DEVICE);
                            assertThat(shared.frauds()).isEqualTo(30);
                        });
        assertThat(report.segments())
                .anySatisfy(
                        segment -> {
                            assertThat(segment.condition()).startsWith("device_distinct_users_24h");
                            assertThat(segment.lift()).isGreaterThan(20);
                        })
                .anySatisfy(
                        segment ->
                                assertThat(segment.condition())
                                        .isEqualTo("merchant_category == 'vouchers'"));
        report.segments()
                .forEach(
                        segment ->
                                System.out.printf(
                                        "%s: %d of %d frauds, lift %.1f, first %s%n",
                                        segment.condition(),
                                        segment.frauds(),
                                        report.missed(),
                                        segment.lift(),
                                        segment.firstSeen()));

        Segment strongest =
                report.segments().stream()
                        .filter(one -> one.condition().startsWith("device_distinct"))
                        .findFirst()
                        .orElseThrow();
        try (Decisions decisions = here.open()) {
            RuleDesk desk =
                    new RuleDesk(
                            here.rules,
                            decisions.language(),
                            new Backtest(here.parts(here.decisions), here.labels),
                            here.clock);
            BookVersion draft = desk.draft(strongest.rule(), Installation.ANA);
            Backtest.Report tested = desk.publish(draft.id(), 1, BEA).backtest();
            assertThat(tested.after().fraudsStopped())
                    .isGreaterThan(tested.before().fraudsStopped() + 10);
            assertThat(tested.after().honestStopped()).isZero();
        }
    }

    @Test
    void anotherTenantSeesNothingOfIt() {
        planted();
        PatternReport report =
                new Patterns(here.parts(here.decisions), here.labels)
                        .find("acme", FraudType.CREDIT_CARD, NOW.minus(7, ChronoUnit.DAYS), NOW);
        assertThat(report.missed()).isZero();
        assertThat(report.entities()).isEmpty();
    }

    @Test
    void aWeekWithoutLabelsHasNoPatterns() {
        planted();
        PatternReport report =
                new Patterns(here.parts(here.decisions), here.labels)
                        .find(
                                "default",
                                FraudType.CREDIT_CARD,
                                NOW.minus(14, ChronoUnit.DAYS),
                                NOW.minus(7, ChronoUnit.DAYS));
        assertThat(report.missed()).isZero();
        assertThat(report.segments()).isEmpty();
    }
}
