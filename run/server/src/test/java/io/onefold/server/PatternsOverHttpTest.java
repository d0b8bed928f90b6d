package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.access.Permission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A new pattern of fraud that every payment of passed, known late, found in the week of its
/// labels.
class PatternsOverHttpTest {

    private static final long SEED = 27;
    private static final int HONEST = 600;
    private static final int FRAUDS = 20;

    private final ServerFixture onefold = ServerFixture.shared();
    private final Calls checkout = new Calls(onefold, "checkout", Permission.FRAUD_DETECTION);
    private final Calls ana = new Calls(onefold, "ana", Permission.FRAUD_REVIEW);
    private final Calls max = new Calls(onefold, "max", Permission.FRAUD_RULES);
    private final Calls bea = new Calls(onefold, "bea", Permission.FRAUD_APPROVE);
    private final String run =
            UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    private final Instant now = Instant.now();

    /// Honest payments of many devices over eight days; frauds of many users from one device in an
    /// hour; all of them small, so that the model lets them pass.
    private void planted() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        Instant start = now.minus(20, ChronoUnit.DAYS);
        List<String> payments = new ArrayList<>();
        for (int i = 0; i < HONEST; i++) {
            int user = random.nextInt(120);
            payments.add(
                    payment(
                            "h" + i,
                            "u" + user,
                            "d" + user,
                            start.plusSeconds(random.nextInt(8 * 86_400))));
        }
        JsonNode answer =
                checkout.post(
                        "/batch-predict",
                        "{\"transactions\": [" + String.join(",", payments) + "]}");
        assertThat(answer.get("predictions"))
                .hasSize(HONEST)
                .allSatisfy(
                        one ->
                                assertThat(one.get("recommended_action").asString())
                                        .isEqualTo("APPROVE"));
        for (int i = 0; i < FRAUDS; i++) {
            Instant at = start.plus(5, ChronoUnit.DAYS).plusSeconds(60 * i);
            assertThat(
                            checkout.post("/predict", payment("f" + i, "v" + i, "stolen", at))
                                    .get("recommended_action")
                                    .asString())
                    .isEqualTo("APPROVE");
        }
    }

    private String payment(String id, String user, String device, Instant at) {
        return """
        {"transaction_id": "%1$s-%2$s", "fraud_type": "payment_processing", "amount": 15,
         "user_id": "%1$s-%3$s", "device_id": "%1$s-%4$s", "timestamp": "%5$s"}
        """
                .formatted(run, id, user, device, at);
    }

    private void shadowRule() {
        max.post(
                "/api/rules",
                """
                {"id": "W-%s", "fraud_type": "payment_processing", "mode": "shadow",
                 "when": "device_distinct_users_24h >= 3", "effect": {"raise_to": "HIGH"},
                 "reason": "MANY_USERS_PER_DEVICE",
                 "tests": [{"given": {"device_distinct_users_24h": 3}, "fires": true},
                           {"given": {"device_distinct_users_24h": 2}, "fires": false}]}
                """
                        .formatted(run));
        bea.post("/api/rules/W-" + run + "/versions/1/publish", "{}");
    }

    @Test
    @Tag("decisions-27")
    void aPlantedPatternIsInTheWeekOfItsLateLabelsAndBecomesARule() {
        shadowRule();
        planted();
        assertThat(patterns().get("missed").asInt()).isZero();
        for (int i = 0; i < FRAUDS; i++) {
            ana.post(
                    "/api/labels",
                    """
                    {"transaction_id": "%s-f%d", "label": "fraud", "source": "chargeback", "known_at": "%s"}
                    """
                            .formatted(run, i, now.minus(3, ChronoUnit.DAYS)));
        }

        JsonNode patterns = patterns();

        assertThat(patterns.get("missed").asInt()).isEqualTo(FRAUDS);
        assertThat(patterns.get("payments").asInt()).isEqualTo(HONEST + FRAUDS);
        assertThat(patterns.at("/entities/0/kind").asString()).isEqualTo("device");
        assertThat(patterns.at("/entities/0/frauds").asInt()).isEqualTo(FRAUDS);
        assertThat(patterns.at("/rules/W-" + run).asInt()).isEqualTo(FRAUDS - 2);
        JsonNode segment =
                patterns.get("segments")
                        .valueStream()
                        .filter(one -> one.get("draftable").asBoolean())
                        .filter(
                                one ->
                                        one.get("condition")
                                                .asString()
                                                .startsWith("device_distinct_users_24h >="))
                        .findFirst()
                        .orElseThrow();
        System.out.printf(
                "%s: %d of %d frauds, lift %.1f%n",
                segment.get("condition").asString(),
                segment.get("frauds").asInt(),
                FRAUDS,
                segment.get("lift").asDouble());
        assertThat(segment.get("lift").asDouble()).isGreaterThan(20);
        String elsewhere = onefold.tokenOf("elsewhere", "ana", Permission.FRAUD_REVIEW);
        assertThat(onefold.get("/api/patterns?fraud_type=payment_processing", elsewhere).body())
                .contains("\"missed\":0");
        becomesARule(segment.get("condition").asString());
    }

    private JsonNode patterns() {
        return ana.get("/api/patterns?fraud_type=payment_processing");
    }

    private void becomesARule(String condition) {
        JsonNode draft =
                ana.post(
                        "/api/patterns/rules",
                        """
                        {"fraud_type": "payment_processing", "condition": "%s"}
                        """
                                .formatted(condition));
        String at = "/api/rules/" + draft.get("id").asString() + "/versions/1";
        assertThat(draft.get("mode").asString()).isEqualTo("draft");
        assertThat(draft.get("author").asString()).isEqualTo("ana");

        JsonNode backtest = bea.post(at + "/publish", "{\"mode\": \"active\"}").get("backtest");

        assertThat(backtest.at("/before/frauds_stopped").asInt()).isZero();
        assertThat(backtest.at("/after/frauds_stopped").asInt()).isGreaterThan(FRAUDS / 2);
        assertThat(backtest.at("/after/honest_stopped").asInt()).isZero();
        max.post(at + "/retire", "");
        max.post("/api/rules/W-" + run + "/versions/1/retire", "");
        assertThat(
                        ana.refused(
                                404,
                                "/api/patterns/rules",
                                "{\"fraud_type\": \"payment_processing\", \"condition\": \"amount > 1\"}"))
                .isEqualTo("not-found");
    }
}
