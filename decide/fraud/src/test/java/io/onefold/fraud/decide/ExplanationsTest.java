package io.onefold.fraud.decide;

import static io.onefold.fraud.memory.Installation.CALLER;
import static io.onefold.fraud.memory.Installation.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.memory.Installation;
import io.onefold.fraud.policy.PolicySpec;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.fraud.port.Label;
import io.onefold.fraud.rule.RuleSpec;
import io.onefold.fraud.rule.Shipped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExplanationsTest {

    private static final long SEED = 7;
    private static final Instant FROM = Installation.NOW.minus(30, ChronoUnit.DAYS);
    private static final Instant TO = Installation.NOW.plus(1, ChronoUnit.DAYS);

    private final Installation here = new Installation();

    /// Random payments of all kinds, some of them degraded.
    private void history(int count) {
        Shipped.rules().forEach(one -> here.publish(here.rules, id(one.body()), one.body()));
        Random random = new Random(SEED);
        try (Decisions decisions = here.open()) {
            here.publish(
                    here.policies,
                    "default",
                    Installation.DEFAULT_POLICY.replace("error", "review"));
            decisions.reload();
            for (int i = 0; i < count; i++) {
                here.models.failing = i % 50 == 49;
                Answer answer =
                        decisions.decide(CALLER, bytes(RandomPayments.valid(random, "T" + i)));
                assertThat(answer).isInstanceOf(Answer.Decided.class);
            }
            here.models.failing = false;
        }
    }

    private static String id(String body) {
        return RuleSpec.read(body).id();
    }

    @Test
    void replayMakesTheSameBytesAfterModelRulesAndPolicyHaveChanged() {
        history(2000);
        here.models.version = 2;
        here.publish(
                here.policies, "default", Installation.DEFAULT_POLICY.replace("0.1,", "0.05,"));
        Shipped.rules()
                .forEach(
                        one ->
                                here.publish(
                                        here.rules,
                                        id(one.body()),
                                        one.body().replace("HIGH", "CRITICAL")));
        Explanations explanations = new Explanations(here.parts(here.decisions));
        AtomicInteger degraded = new AtomicInteger();
        here.decisions.history(
                Instant.EPOCH,
                TO,
                (KeptDecision kept) -> {
                    Explanations.Replay replay = explanations.replay(kept);
                    assertThat(
                                    new String(
                                            replay.recomputed(),
                                            java.nio.charset.StandardCharsets.UTF_8))
                            .isEqualTo(
                                    new String(
                                            replay.stored(),
                                            java.nio.charset.StandardCharsets.UTF_8));
                    degraded.addAndGet(kept.decision().probability() == null ? 1 : 0);
                });
        assertThat(degraded.get()).isEqualTo(40);
        System.out.println("2,000 decisions of seed " + SEED + " replayed, 40 of them degraded");
    }

    @Test
    void historyFedAgainMakesTheSameFeatures() {
        history(500);
        Installation again = new Installation();
        here.decisions.history(FROM, TO, kept -> again.state.add(Payments.of(kept)));
        assertThat(again.state.size().payments()).isEqualTo(500);
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            String body = RandomPayments.valid(random, "N" + i);
            float[] live = features(here, body);
            float[] fed = features(again, body);
            assertThat(fed).as(body).isEqualTo(live);
        }
    }

    private static float[] features(Installation in, String body) {
        var reader =
                new io.onefold.fraud.request.RequestReader(
                        new io.onefold.fraud.memory.TestKeys(),
                        in.clock,
                        DecisionSettings.DEFAULT.currency());
        var request =
                ((io.onefold.fraud.request.Reading.Accepted) reader.read(bytes(body))).request();
        var keys = EntityKeys.of(request, new io.onefold.fraud.memory.TestKeys());
        var place = Payments.place(request, new io.onefold.fraud.memory.TestKeys());
        var plan =
                io.onefold.scoring.feature.FeaturePlan.compile(
                        Payments.catalogue(),
                        io.onefold.scoring.feature.FeatureCatalogue.standard().names());
        float[] vector = new float[plan.size()];
        in.state.features(plan, Payments.of(CALLER, request, keys, place), vector);
        return vector;
    }

    @Test
    void anExplanationAddsUpAndNamesEveryFeature() {
        history(3);
        Explanations.Explanation explained =
                new Explanations(here.parts(here.decisions)).explain("default", "T0");
        assertThat(explained.contributions())
                .hasSizeGreaterThan(15)
                .extracting(Explanations.Contribution::feature)
                .contains("amount", "user_count_24h");
        assertThat(Math.abs(explained.contributions().getFirst().contribution()))
                .isGreaterThanOrEqualTo(Math.abs(explained.contributions().get(1).contribution()));
    }

    @Test
    void aBacktestCountsWhatACandidateWouldHaveChanged() {
        history(400);
        AtomicInteger over = new AtomicInteger();
        here.decisions.history(
                FROM,
                TO,
                kept -> {
                    if (kept.decision().probability() != null
                            && kept.decision().fraudType() == FraudType.CREDIT_CARD) {
                        boolean fraud = kept.decision().amount().doubleValue() > 50;
                        here.labels.add(
                                new Label(
                                        "default",
                                        kept.decision().transactionId(),
                                        fraud,
                                        "truth",
                                        Installation.NOW,
                                        "ana"));
                        over.addAndGet(
                                fraud && kept.decision().action() == io.onefold.fraud.Action.APPROVE
                                        ? 1
                                        : 0);
                    }
                });
        Backtest backtest = new Backtest(here.parts(here.decisions), here.labels);
        Backtest.Report rule =
                backtest.run(
                        new Candidate.OfRule(
                                RuleSpec.read(
                                        """
                                        {"id": "CC90", "fraud_type": "credit_card", "mode": "active",
                                         "when": "amount > 50", "effect": {"raise_to": "MEDIUM"},
                                         "reason": "AMOUNT"}""")),
                        FROM,
                        TO);
        System.out.println("backtest of a rule: " + rule.before() + " -> " + rule.after());
        assertThat(rule.before().fraudsPassed()).isEqualTo(over.get()).isPositive();
        assertThat(rule.after().fraudsPassed()).isZero();
        assertThat(rule.changed()).isEqualTo(over.get());
        assertThat(rule.after().recall()).isCloseTo(1, within(1e-12));

        Backtest.Report same =
                backtest.run(
                        new Candidate.OfPolicy(
                                FraudType.CREDIT_CARD,
                                PolicySpec.read(Installation.DEFAULT_POLICY)),
                        FROM,
                        TO);
        assertThat(same.changed()).isZero();
        Backtest.Report model =
                backtest.run(new Candidate.OfModel(FraudType.CREDIT_CARD, 2), FROM, TO);
        assertThat(model.changed()).isPositive();
    }
}
