package io.onefold.fraud.alert;

import static io.onefold.fraud.memory.Installation.ANA;
import static io.onefold.fraud.memory.Installation.BEA;
import static io.onefold.fraud.memory.Installation.CALLER;
import static io.onefold.fraud.memory.Installation.bytes;
import static io.onefold.fraud.memory.Installation.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.book.RuleDesk;
import io.onefold.fraud.decide.Backtest;
import io.onefold.fraud.decide.Decisions;
import io.onefold.fraud.label.LabelDesk;
import io.onefold.fraud.memory.Installation;
import io.onefold.fraud.port.Alert;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.FraudCase;
import io.onefold.fraud.port.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DesksTest {

    private static final String RULE =
            """
            {"id": "CC77", "fraud_type": "credit_card", "mode": "active", "when": "amount > 5",
             "effect": {"raise_to": "MEDIUM"}, "reason": "AMOUNT",
             "tests": [{"given": {"amount": 6}, "fires": true},
                       {"given": {"amount": 5}, "fires": false}]}""";

    private final Installation here = new Installation();
    private final List<Label> learned = new ArrayList<>();
    private final CaseDesk cases =
            new CaseDesk(here.cases, here.alerts, here.decisions, here.clock, learned::add);
    private final AlertDesk alerts = new AlertDesk(here.alerts);

    private Alert decided(String id, String amount) {
        try (Decisions decisions = here.open()) {
            decisions.decide(
                    CALLER,
                    bytes(
                            """
                            {"transaction_id":"%s","amount":%s,"user_id":"U1","merchant_id":"M1"}"""
                                    .formatted(id, amount)));
        }
        return here.alerts.ofTransaction("default", id).orElseThrow();
    }

    private static void refused(ProblemCode code, ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(code));
    }

    @Test
    void aLargeCaseClosesWithASecondPersonOnly() {
        Alert alert = decided("T1", "1000.00");
        refused(
                ProblemCode.FOUR_EYES,
                () -> alerts.close("default", alert.id(), alert.version(), ANA));
        FraudCase opened = cases.open("default", List.of(alert.id()), ANA);
        FraudCase closed =
                cases.close("default", opened.id(), opened.version(), FraudCase.Outcome.FRAUD, ANA);
        assertThat(closed.status()).isEqualTo(FraudCase.Status.AWAITING_APPROVAL);
        assertThat(here.labels.of("default", "T1")).isEmpty();
        refused(
                ProblemCode.FOUR_EYES,
                () -> cases.approve("default", closed.id(), closed.version(), ANA));
        refused(
                ProblemCode.STALE_VERSION,
                () -> cases.approve("default", closed.id(), opened.version(), BEA));
        FraudCase approved = cases.approve("default", closed.id(), closed.version(), BEA);
        assertThat(approved.status()).isEqualTo(FraudCase.Status.CLOSED);
        assertThat(approved.approver()).isEqualTo("bea");
        assertThat(here.labels.of("default", "T1"))
                .singleElement()
                .satisfies(label -> assertThat(label.fraud()).isTrue());
        assertThat(learned).isEqualTo(here.labels.of("default", "T1"));
        assertThat(alerts.get("default", alert.id()).status()).isEqualTo(Alert.Status.CLOSED);
        refused(
                ProblemCode.WRONG_STATE,
                () -> cases.approve("default", approved.id(), approved.version(), BEA));
    }

    @Test
    void alertsAreAddedToAnOpenCaseAndItsSumAsksForASecondPerson() {
        FraudCase opened = cases.open("default", List.of(decided("T1", "600.00").id()), ANA);
        List<Long> more = List.of(decided("T2", "600.00").id());
        FraudCase both = cases.attach("default", opened.id(), opened.version(), more, ANA);
        assertThat(both.amount()).isEqualByComparingTo("1200.00");
        refused(
                ProblemCode.STALE_VERSION,
                () -> cases.attach("default", opened.id(), opened.version(), more, ANA));
        refused(
                ProblemCode.WRONG_STATE,
                () -> cases.attach("default", opened.id(), both.version(), more, ANA));
        refused(ProblemCode.NOT_FOUND, () -> cases.open("default", List.of(99L), ANA));
        assertThat(
                        cases.close(
                                        "default",
                                        opened.id(),
                                        both.version(),
                                        FraudCase.Outcome.INCONCLUSIVE,
                                        ANA)
                                .status())
                .isEqualTo(FraudCase.Status.AWAITING_APPROVAL);
    }

    @Test
    void aFalsePositiveIsRememberedAndItsRepetitionClosesLinked() {
        Alert alert = decided("T1", "412.70");
        FraudCase opened = cases.open("default", List.of(alert.id()), ANA);
        cases.close(
                "default", opened.id(), opened.version(), FraudCase.Outcome.FALSE_POSITIVE, ANA);
        Alert again = decided("T2", "412.70");
        assertThat(again.status()).isEqualTo(Alert.Status.CLOSED);
        assertThat(again.suppressedBy())
                .isEqualTo(here.suppressions.current(Installation.NOW).getFirst().id());
        assertThat(
                        new String(
                                here.decisions.find("default", "T2").orElseThrow().response(),
                                java.nio.charset.StandardCharsets.UTF_8))
                .contains("DECLINE");
        assertThat(here.suppressions.current(Installation.NOW.plus(Duration.ofDays(30)))).isEmpty();
    }

    @Test
    void aCustomerMayAskThatAPersonLooks() {
        try (Decisions decisions = here.open()) {
            assertThat(
                            text(
                                    decisions.decide(
                                            CALLER,
                                            bytes(
                                                    "{\"transaction_id\":\"T1\",\"amount\":1,\"user_id\":\"U\"}"))))
                    .contains("APPROVE");
        }
        FraudCase opened = cases.humanReview("default", "T1", ANA);
        assertThat(cases.humanReview("default", "T1", BEA).id()).isEqualTo(opened.id());
        assertThat(cases.note("default", opened.id(), "called the customer", ANA).notes())
                .hasSize(1);
        refused(ProblemCode.NOT_FOUND, () -> cases.humanReview("default", "T9", ANA));
    }

    @Test
    void aLabelIsKnownAfterThePaymentAndNotAheadOfNow() {
        decided("T1", "412.70");
        LabelDesk desk = new LabelDesk(here.labels, here.decisions, here.state, here.clock);
        desk.add("default", "T1", true, "chargeback", null, ANA);
        refused(
                ProblemCode.VALIDATION,
                () ->
                        desk.add(
                                "default",
                                "T1",
                                true,
                                "chargeback",
                                Installation.NOW.plusSeconds(301),
                                ANA));
        refused(
                ProblemCode.VALIDATION,
                () ->
                        desk.add(
                                "default",
                                "T1",
                                true,
                                "chargeback",
                                Installation.NOW.minusSeconds(1),
                                ANA));
        refused(ProblemCode.NOT_FOUND, () -> desk.add("default", "T9", true, "x", null, ANA));
    }

    @Test
    void aRuleIsPublishedBySomebodyElseWithTestsOfBothOutcomesAndABacktest() {
        for (int i = 0; i < 3; i++) {
            try (Decisions decisions = here.open()) {
                decisions.decide(
                        CALLER,
                        bytes(
                                "{\"transaction_id\":\"T%d\",\"amount\":%d,\"user_id\":\"U\",\"timestamp\":\"2026-01-15T10:00:00Z\"}"
                                        .formatted(i, i + 4)));
            }
        }
        try (Decisions decisions = here.open()) {
            RuleDesk desk = desk(decisions);
            BookVersion draft = desk.draft(RULE, ANA);
            assertThat(desk.test("CC77", 1)).isEmpty();
            refused(ProblemCode.FOUR_EYES, () -> desk.publish("CC77", 1, ANA));
            RuleDesk.Published published = desk.publish("CC77", 1, BEA);
            assertThat(published.backtest().seen()).isEqualTo(3);
            assertThat(published.backtest().fired()).isEqualTo(1);
            assertThat(published.backtest().changed()).isEqualTo(1);
            assertThat(desk.draft(RULE, BEA).version()).isEqualTo(draft.version());
            desk.draft(RULE.replace("amount > 5", "amount > 4"), ANA);
            refused(ProblemCode.VALIDATION, () -> desk.publish("CC77", 2, BEA));
            refused(
                    ProblemCode.VALIDATION,
                    () -> desk.draft(RULE.replace("amount > 5", "amount > 'x'"), ANA));
        }
    }

    private RuleDesk desk(Decisions decisions) {
        return new RuleDesk(
                here.rules,
                decisions.language(),
                new Backtest(here.parts(here.decisions), here.labels),
                here.clock);
    }
}
