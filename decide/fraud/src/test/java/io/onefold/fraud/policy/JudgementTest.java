package io.onefold.fraud.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.fraud.Action;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.RiskLevel;
import io.onefold.fraud.memory.Installation;
import io.onefold.fraud.rule.Shipped;
import java.math.BigDecimal;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {

    private static final PolicySpec DEFAULT = PolicySpec.read(Installation.DEFAULT_POLICY);
    private static final BigDecimal AMOUNT = new BigDecimal("100.00");

    @ParameterizedTest
    @CsvSource({
        "0, 0.0000, LOW, APPROVE",
        "0.09994999, 0.0999, LOW, APPROVE",
        "0.09995001, 0.1000, MEDIUM, REVIEW",
        "0.1, 0.1000, MEDIUM, REVIEW",
        "0.29994, 0.2999, MEDIUM, REVIEW",
        "0.3, 0.3000, HIGH, DECLINE",
        "0.7, 0.7000, CRITICAL, BLOCK_ACCOUNT",
        "1, 1.0000, CRITICAL, BLOCK_ACCOUNT",
        "0.00015, 0.0001, LOW, APPROVE",
        "0.00005, 0.0001, LOW, APPROVE",
        "0.03125, 0.0312, LOW, APPROVE",
        "0.09375, 0.0938, LOW, APPROVE"
    })
    void aProbabilityIsRoundedHalfEvenAndThenCompared(
            double probability, String rounded, RiskLevel level, Action action) {
        Judgement judgement = Judgement.of(DEFAULT, probability, AMOUNT, null, false);
        assertThat(judgement.probability()).isEqualTo(new BigDecimal(rounded));
        assertThat(judgement.level()).isEqualTo(level);
        assertThat(judgement.action()).isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, LOW, APPROVE",
        "0.3001, MEDIUM, REVIEW",
        "0.7, MEDIUM, REVIEW",
        "0.7001, HIGH, DECLINE"
    })
    void achIncludesItsBounds(double probability, RiskLevel level, Action action) {
        PolicySpec ach =
                Shipped.policies().stream()
                        .filter(one -> one.name().equals("policy-ach"))
                        .map(one -> PolicySpec.read(one.body()))
                        .findFirst()
                        .orElseThrow();
        Judgement judgement = Judgement.of(ach, probability, AMOUNT, null, false);
        assertThat(judgement.level()).isEqualTo(level);
        assertThat(judgement.action()).isEqualTo(action);
        assertThat(Judgement.of(ach, probability, AMOUNT, RiskLevel.CRITICAL, false).action())
                .isEqualTo(Action.DECLINE);
    }

    @Test
    void theAllowListLowersNoFurtherThanReviewAndNothingElse() {
        assertThat(Judgement.of(DEFAULT, 0.9, AMOUNT, null, true))
                .isEqualTo(
                        new Judgement(new BigDecimal("0.9000"), RiskLevel.MEDIUM, Action.REVIEW));
        assertThat(Judgement.of(DEFAULT, 0.01, AMOUNT, null, true).action())
                .isEqualTo(Action.APPROVE);
    }

    @Test
    void aCostChoosesTheCheapestOfThreeAndNeverTheLevel() {
        Cost cost =
                new Cost(
                        BigDecimal.ONE,
                        new BigDecimal("15"),
                        new BigDecimal("5"),
                        new BigDecimal("0.2"),
                        new BigDecimal("0.02"),
                        new BigDecimal("10"));
        PolicySpec policy =
                new PolicySpec(
                        "cost",
                        null,
                        null,
                        false,
                        PolicySpec.OnFailure.ERROR,
                        DEFAULT.bands(),
                        cost);
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            double p = random.nextInt(10_001) / 10_000.0;
            double a = random.nextInt(100_000) / 100.0;
            double approve = p * (a + 15);
            double review = 5 + p * 0.2 * (a + 15);
            double decline = (1 - p) * (a * 0.02 + 10);
            double least = Math.min(approve, Math.min(review, decline));
            Judgement judgement = judge(policy, p, a, null);
            double chosen =
                    switch (judgement.action()) {
                        case APPROVE -> approve;
                        case REVIEW -> review;
                        default -> decline;
                    };
            assertThat(chosen - least).as("p %s, amount %s", p, a).isLessThan(1e-9);
            assertThat(judgement.level()).isEqualTo(judge(DEFAULT, p, a, null).level());
            assertThat(judge(policy, p, a, RiskLevel.CRITICAL).action())
                    .isEqualTo(Action.BLOCK_ACCOUNT);
        }
    }

    private static Judgement judge(
            PolicySpec policy, double p, double amount, @Nullable RiskLevel raised) {
        return Judgement.of(policy, p, BigDecimal.valueOf(amount), raised, false);
    }

    @Test
    void aPolicyWhoseBandsDoNotRiseIsRefusedWithEverythingThatIsWrong() {
        assertThatThrownBy(
                        () ->
                                PolicySpec.read(
                                        """
                                        {"id": "x!", "bands": [
                                          {"below": 0.5, "level": "HIGH", "action": "DECLINE"},
                                          {"below": 0.3, "level": "LOW", "action": "APROVE"},
                                          {"below": 1, "level": "CRITICAL", "action": "REVIEW"}],
                                         "costs": {}}"""))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused ->
                                assertThat(refused.problem().errors())
                                        .extracting(error -> error.field())
                                        .contains(
                                                "id",
                                                "bands[1].below",
                                                "bands[1].level",
                                                "bands[1].action",
                                                "bands[2].below",
                                                "costs"));
    }
}
