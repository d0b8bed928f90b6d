package io.onefold.fraud.decide;

import static io.onefold.fraud.memory.Installation.CALLER;
import static io.onefold.fraud.memory.Installation.bytes;
import static io.onefold.fraud.memory.Installation.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.Caller;
import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.memory.Installation;
import io.onefold.fraud.port.Alert;
import io.onefold.fraud.port.Alerts;
import io.onefold.fraud.port.DecisionFilter;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.KeptDecision;
import io.onefold.fraud.port.Suppression;
import io.onefold.model.access.Principal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    private final Installation here = new Installation();

    private static String payment(String id, String amount, String more) {
        return """
        {"transaction_id":"%s","timestamp":"2026-01-15T10:29:00Z","amount":%s,"currency":"USD",
         "user_id":"USER_001","merchant_id":"MERCH_001"%s}"""
                .formatted(id, amount, more);
    }

    @Test
    void aPaymentIsAnsweredInTheFieldsOrderOfTheContract() {
        try (Decisions decisions = here.open()) {
            String answer = text(decisions.decide(CALLER, bytes(payment("TXN_1", "412.70", ""))));
            assertThat(answer.replaceAll("\"processing_time_ms\":\\d+", "\"processing_time_ms\":2"))
                    .isEqualTo(
                            "{\"transaction_id\":\"TXN_1\",\"fraud_probability\":0.4127,"
                                    + "\"risk_level\":\"HIGH\",\"recommended_action\":\"DECLINE\","
                                    + "\"fraud_type\":\"credit_card\",\"confidence_score\":0.97,"
                                    + "\"processing_time_ms\":2,"
                                    + "\"timestamp\":\"2026-01-15T10:30:00.412Z\","
                                    + "\"currency\":\"USD\",\"policy\":\"default@1\","
                                    + "\"model\":{\"version\":1,\"hash\":\"sha256:1\"},"
                                    + "\"reasons\":[{\"code\":\"AMOUNT\","
                                    + "\"text\":\"The amount of this payment\","
                                    + "\"contribution\":0.8254}],\"rules\":[],\"flags\":[]}");
        }
        assertThat(here.alerts.list("default", new Alerts.Filter(null, null, null, null, 10)))
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.status()).isEqualTo(Alert.Status.OPEN);
                            assertThat(alert.reasons()).containsExactly("AMOUNT");
                            assertThat(alert.customerId()).isEqualTo("C-USER_001");
                        });
    }

    @Test
    void aRepeatedRequestGetsItsOldBytesAndAnotherBodyAConflict() {
        try (Decisions decisions = here.open()) {
            Answer first = decisions.decide(CALLER, bytes(payment("TXN_1", "150.00", "")));
            Answer again =
                    decisions.decide(
                            CALLER, bytes(payment("TXN_1", "150.0", "").replace("\n", "  ")));
            Answer other = decisions.decide(CALLER, bytes(payment("TXN_1", "150.01", "")));

            assertThat(((Answer.Decided) again).body()).isEqualTo(((Answer.Decided) first).body());
            assertThat(((Answer.Decided) again).replayed()).isTrue();
            assertThat(text(other)).isEqualTo("transaction-conflict");
            assertThat(here.decisions.size()).isEqualTo(1);
        }
    }

    @Test
    void ofConcurrentTwinsOneDecidesAndTheOthersWait() throws Exception {
        Slow slow = new Slow(here.decisions);
        try (Decisions decisions = here.open(slow);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(
                        threads.submit(
                                () ->
                                        decisions.decide(
                                                CALLER, bytes(payment("TXN_1", "150.00", "")))));
            }
            slow.letGo();
            int fresh = 0;
            for (Future<Answer> answer : answers) {
                fresh += ((Answer.Decided) answer.get()).replayed() ? 0 : 1;
            }
            assertThat(fresh).isEqualTo(1);
            assertThat(here.decisions.size()).isEqualTo(1);
        }
    }

    @Test
    void onlyWhatIsKeptBecomesHistory() {
        here.publish(
                here.rules,
                "CC01",
                """
                {"id": "CC01", "fraud_type": "credit_card", "mode": "active",
                 "when": "user_count_24h > 2", "effect": {"raise_to": "HIGH"},
                 "reason": "VELOCITY_24H"}""");
        Slow failing = new Slow(here.decisions);
        try (Decisions decisions = here.open(failing)) {
            failing.fail = true;
            for (int i = 0; i < 5; i++) {
                Answer lost = decisions.decide(CALLER, bytes(payment("LOST" + i, "1.00", "")));
                assertThat(text(lost)).isEqualTo("store-unavailable");
            }
            failing.fail = false;
            failing.letGo();
            assertThat(text(decisions.decide(CALLER, bytes(payment("T1", "1.00", "")))))
                    .contains("APPROVE");
            assertThat(text(decisions.decide(CALLER, bytes(payment("T2", "1.00", "")))))
                    .contains("APPROVE");
            assertThat(text(decisions.decide(CALLER, bytes(payment("T3", "1.00", "")))))
                    .contains("\"risk_level\":\"HIGH\",\"recommended_action\":\"DECLINE\"")
                    .contains("\"rules\":[{\"id\":\"CC01\",\"version\":1}]")
                    .contains("VELOCITY_24H");
        }
    }

    @Test
    void withoutAScoreNothingIsApproved() {
        try (Decisions decisions = here.open()) {
            here.models.failing = true;
            assertThat(text(decisions.decide(CALLER, bytes(payment("T1", "1.00", "")))))
                    .isEqualTo("model-unavailable");
            here.publish(
                    here.policies,
                    "default",
                    Installation.DEFAULT_POLICY.replace("error", "review"));
            decisions.reload();
            assertThat(text(decisions.decide(CALLER, bytes(payment("T1", "1.00", "")))))
                    .contains("\"fraud_probability\":null,\"risk_level\":null")
                    .contains("\"recommended_action\":\"REVIEW\"")
                    .contains("\"flags\":[\"degraded\"]");
            here.models.failing = false;
            assertThat(text(decisions.decide(CALLER, bytes(payment("T1", "1.00", "")))))
                    .as("what was answered stays answered")
                    .contains("degraded");
        }
    }

    @Test
    void allTypesAnswerTheHighestAndTellEveryScore() {
        here.publish(
                here.rules,
                "ML06",
                """
                {"id": "ML06", "fraud_type": "money_laundering", "mode": "active",
                 "when": "chain_length >= 4", "effect": {"raise_to": "CRITICAL"},
                 "reason": "LAYERING"}""");
        try (Decisions decisions = here.open()) {
            assertThat(
                            text(
                                    decisions.decide(
                                            CALLER,
                                            bytes(
                                                    payment(
                                                            "T1",
                                                            "50",
                                                            ",\"fraud_type\":\"all\",\"chain_length\":4")))))
                    .contains("\"fraud_type\":\"money_laundering\"")
                    .contains("BLOCK_ACCOUNT")
                    .contains("\"scores\":{\"credit_card\":0.0500,");
        }
    }

    @Test
    void listsBlockAndAllowUntilTheyExpire() {
        ListDesk desk =
                new ListDesk(here.lists, new io.onefold.fraud.memory.TestKeys(), here.clock);
        try (Decisions decisions = here.open()) {
            desk.block(
                    "default",
                    io.onefold.fraud.EntityKind.DEVICE,
                    "D1",
                    "stolen",
                    null,
                    Installation.ANA);
            desk.allow(
                    "default",
                    io.onefold.fraud.EntityKind.USER,
                    "USER_001",
                    "known traveller",
                    Installation.NOW.plus(1, ChronoUnit.DAYS),
                    Installation.ANA);
            decisions.reload();
            assertThat(text(decisions.decide(CALLER, bytes(payment("T1", "900", "")))))
                    .contains("\"recommended_action\":\"REVIEW\"")
                    .contains("\"flags\":[\"allow_list\"]");
            String blocked = payment("T2", "1", ",\"device_id\":\"D1\"").replace("USER_001", "U2");
            assertThat(text(decisions.decide(CALLER, bytes(blocked))))
                    .contains("\"risk_level\":\"CRITICAL\"")
                    .contains("\"code\":\"BLOCK_LIST\"");
        }
    }

    @Test
    void aRememberedFalsePositiveClosesTheAlertAndTheDecisionStands() {
        here.suppressions.add(
                new Suppression(
                        0,
                        "default",
                        "USER_001",
                        "AMOUNT",
                        "MERCH_001",
                        7,
                        Installation.NOW.plus(30, ChronoUnit.DAYS)));
        try (Decisions decisions = here.open()) {
            assertThat(text(decisions.decide(CALLER, bytes(payment("T1", "412.70", "")))))
                    .contains("DECLINE");
        }
        Alert alert = here.alerts.ofTransaction("default", "T1").orElseThrow();
        assertThat(alert.status()).isEqualTo(Alert.Status.CLOSED);
        assertThat(alert.suppressedBy()).isEqualTo(1);
    }

    @Test
    void aBatchAnswersInTheOrderOfItsInputAndTellsWhatIsWrong() {
        try (Decisions decisions = here.open()) {
            String batch =
                    "{\"transactions\":["
                            + payment("T1", "10", "")
                            + ","
                            + payment("T2", "-1", "")
                            + ","
                            + payment("T3", "800", "")
                            + "]}";
            String answer = text(decisions.decideBatch(CALLER, bytes(batch)));
            assertThat(answer)
                    .startsWith("{\"predictions\":[{\"transaction_id\":\"T1\"")
                    .contains("\"total_transactions\":3")
                    .contains("\"fraud_count\":1")
                    .contains(
                            "\"risk_distribution\":{\"LOW\":1,\"MEDIUM\":0,\"HIGH\":0,\"CRITICAL\":1}")
                    .contains(
                            "\"errors\":[{\"index\":1,\"transaction_id\":\"T2\",\"errors\":[{\"field\":\"amount\"");
            assertThat(answer.indexOf("\"T3\"")).isGreaterThan(answer.indexOf("\"T1\""));
            assertThat(
                            text(
                                    decisions.decideBatch(
                                            CALLER,
                                            bytes(
                                                    "{\"transactions\":["
                                                            + payment("T", "-1", "")
                                                            + "]}"))))
                    .isEqualTo("validation");
        }
    }

    @Test
    void aDrainingServerRefusesAndTenantsDoNotMeet() {
        try (Decisions decisions = here.open()) {
            Caller other = new Caller("acme", Principal.localOperator("shop"), null);
            decisions.decide(CALLER, bytes(payment("T1", "10", "")));
            assertThat(text(decisions.decide(other, bytes(payment("T1", "20", "")))))
                    .contains("0.0200");
            assertThat(here.decisions.list("acme", filter())).hasSize(1);
            decisions.drain();
            assertThat(decisions.decide(CALLER, bytes(payment("T9", "10", ""))))
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused ->
                                    assertThat(refused.problem().code())
                                            .isEqualTo(ProblemCode.DRAINING));
        }
    }

    private static DecisionFilter filter() {
        return new DecisionFilter(null, null, null, null, null, null, null, 10);
    }

    /// A store that answers when it is let go, or fails.
    private static final class Slow implements DecisionStore {

        private final DecisionStore to;
        private final CompletableFuture<Boolean> gate = new CompletableFuture<>();
        volatile boolean fail;

        Slow(DecisionStore to) {
            this.to = to;
        }

        void letGo() {
            gate.complete(true);
        }

        @Override
        public CompletionStage<Kept> append(DecisionRecord decision) {
            if (fail) {
                return CompletableFuture.failedStage(new IllegalStateException("down"));
            }
            return gate.thenComposeAsync(open -> to.append(decision));
        }

        @Override
        public Optional<Stored> find(String tenant, String transactionId) {
            return to.find(tenant, transactionId);
        }

        @Override
        public Optional<KeptDecision> load(String tenant, String transactionId) {
            return to.load(tenant, transactionId);
        }

        @Override
        public void load(String tenant, Set<String> transactionIds, Consumer<KeptDecision> each) {
            to.load(tenant, transactionIds, each);
        }

        @Override
        public List<KeptDecision> list(String tenant, DecisionFilter filter) {
            return to.list(tenant, filter);
        }

        @Override
        public void history(Instant from, Instant to2, Consumer<KeptDecision> each) {
            to.history(from, to2, each);
        }
    }
}
