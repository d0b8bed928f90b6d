package io.onefold.fraud.decide;

import static io.onefold.fraud.memory.Installation.CALLER;
import static io.onefold.fraud.memory.Installation.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.memory.Installation;
import io.onefold.fraud.memory.TestKeys;
import io.onefold.fraud.port.Edition;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.request.PaymentRequest;
import io.onefold.fraud.request.Reading;
import io.onefold.fraud.request.RequestReader;
import io.onefold.fraud.rule.Facts;
import io.onefold.fraud.rule.RuleLanguage;
import io.onefold.fraud.rule.RuleSet;
import io.onefold.fraud.rule.RuleSpec;
import io.onefold.fraud.rule.Shipped;
import io.onefold.scoring.feature.FeaturePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What the path costs in one process, printed beside its bound.
class FiguresTest {

    private static final int ROUNDS = 200_000;

    private final Installation here = new Installation();

    @Test
    void allRulesOfATypeCostLessThanTwentyMicroseconds() {
        Shipped.rules()
                .forEach(
                        one ->
                                here.publish(
                                        here.rules, RuleSpec.read(one.body()).id(), one.body()));
        RuleLanguage language = new RuleLanguage(FieldCatalogue.shipped(), Payments.catalogue());
        Edition edition = here.rules.current();
        RuleSet.Checked checked = RuleSet.check(edition, language);
        FeaturePlan plan = FeaturePlan.compile(Payments.catalogue(), checked.features());
        RuleSet rules = new RuleSet(checked, plan::place);
        List<Facts.OfPayment> facts = facts(plan.size());
        long fired = 0;
        for (FraudType type : FraudType.values()) {
            long best = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                long began = System.nanoTime();
                for (int i = 0; i < ROUNDS; i++) {
                    fired += rules.fired(type, facts.get(i % facts.size())).size();
                }
                best = Math.min(best, (System.nanoTime() - began) / ROUNDS);
            }
            System.out.printf(
                    "rules of %s: %d ns per decision (bound 20,000)%n", type.wireName(), best);
        }
        assertThat(fired).isPositive();
    }

    private static List<Facts.OfPayment> facts(int size) {
        RequestReader reader =
                new RequestReader(
                        new TestKeys(),
                        new Installation().clock,
                        DecisionSettings.DEFAULT.currency());
        Random random = new Random(1);
        List<Facts.OfPayment> facts = new ArrayList<>();
        for (int i = 0; i < 512; i++) {
            PaymentRequest request =
                    ((Reading.Accepted) reader.read(bytes(RandomPayments.valid(random, "T" + i))))
                            .request();
            float[] vector = new float[size];
            for (int j = 0; j < size; j++) {
                vector[j] = random.nextInt(8) == 0 ? Float.NaN : random.nextInt(12);
            }
            facts.add(new Facts.OfPayment(request, vector));
        }
        return facts;
    }

    @Test
    void aDecisionInProcessIsPrinted() {
        try (Decisions decisions = here.open()) {
            Random random = new Random(2);
            List<byte[]> bodies = new ArrayList<>();
            for (int i = 0; i < 60_000; i++) {
                bodies.add(
                        bytes(
                                """
                                {"transaction_id":"F%d","amount":%d.50,"user_id":"U%d","merchant_id":"M%d","currency":"USD","device_id":"D%d","merchant_category":"books","distance_from_home_km":25.5,"foreign_transaction":false}"""
                                        .formatted(
                                                i,
                                                random.nextInt(90),
                                                random.nextInt(5000),
                                                random.nextInt(300),
                                                random.nextInt(5000))));
            }
            long micros = 0;
            for (int part = 0; part < 3; part++) {
                long began = System.nanoTime();
                for (byte[] body : bodies.subList(part * 20_000, part * 20_000 + 20_000)) {
                    decisions.decide(CALLER, body);
                }
                micros = (System.nanoTime() - began) / 20_000 / 100;
            }
            System.out.printf(
                    "a decision in process, kept in memory: %.1f us on one thread%n",
                    micros / 10.0);
            assertThat(here.decisions.size()).isEqualTo(60_000);
        }
    }
}
