package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PredictTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final ServerFixture onefold = ServerFixture.shared();
    private final String service = onefold.service();

    @ParameterizedTest
    @CsvSource({
        "20.00, LOW, APPROVE",
        "200.00, MEDIUM, REVIEW",
        "500.00, HIGH, DECLINE",
        "900.00, CRITICAL, BLOCK_ACCOUNT",
    })
    void aPaymentIsDecidedByItsBand(String amount, String level, String action) {
        HttpResponse<String> answer = predict(payment("band-" + amount, amount));

        JsonNode body = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(body.propertyNames())
                .startsWith(
                        "transaction_id",
                        "fraud_probability",
                        "risk_level",
                        "recommended_action",
                        "fraud_type",
                        "confidence_score",
                        "processing_time_ms",
                        "timestamp");
        assertThat(body.get("risk_level").asString()).isEqualTo(level);
        assertThat(body.get("recommended_action").asString()).isEqualTo(action);
        assertThat(body.get("fraud_type").asString()).isEqualTo("credit_card");
        assertThat(body.get("policy").asString()).isEqualTo("default@1");
    }

    @Test
    void theSameRequestAgainIsAnsweredWithTheSameBytesAndAnotherBodyWithAConflict() {
        String first = payment("twice", "10.00");
        HttpResponse<String> once = predict(first);
        HttpResponse<String> again = predict(first.replace(",", " ,\n"));
        HttpResponse<String> other = predict(payment("twice", "10.01"));

        assertThat(once.headers().firstValue("Idempotent-Replay")).isEmpty();
        assertThat(again.body()).isEqualTo(once.body());
        assertThat(again.headers().firstValue("Idempotent-Replay")).hasValue("true");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("urn:onefold:problem:transaction-conflict");
    }

    @Test
    void everythingWrongIsSaidAtOnceAndNoValueIsEchoed() {
        HttpResponse<String> answer =
                predict(
                        """
                        {"transaction_id": "what nobody may echo", "amount": -1, "user_id": "u",
                         "colour": "red", "card_present": "yes"}
                        """);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(answer.body())
                .contains("urn:onefold:problem:validation")
                .contains("\"instance\":\"/predict\"")
                .contains("\"field\":\"transaction_id\"")
                .contains("\"field\":\"amount\"")
                .contains("\"field\":\"colour\"")
                .contains("\"field\":\"card_present\"")
                .doesNotContain("nobody");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"transaction_id\": \"a\", \"amount\": 1, \"user_id\": \"u\", \"merchant_name\": \"4111 1111 1111 1111\"} | pan-not-allowed",
                "{\"transaction_id\": \"a\", \"amount\": 1, \"user_id\": \"u\", \"cvv\": \"123\"} | sensitive-authentication-data",
                "{\"transaction_id\": \"a\" | malformed-json",
                "[1] | malformed-json",
            })
    void aRefusalIsNamed(String body, String code) {
        HttpResponse<String> answer = predict(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("urn:onefold:problem:" + code + "\"")
                .doesNotContain("4111");
    }

    @Test
    void methodsMediaTypesAndSizesThatCannotBeAreRefused() {
        assertThat(onefold.get("/predict", service).statusCode()).isEqualTo(405);
        for (String type :
                List.of("text/plain", "application/jsonx", "application/json-patch+json", "json")) {
            assertThat(statusOf(type)).as(type).isEqualTo(415);
        }
        for (String type : List.of("application/json; charset=utf-8", "Application/JSON")) {
            assertThat(statusOf(type)).as(type).isEqualTo(400);
        }
        assertThat(predict("{\"address\": \"" + "x".repeat(70_000) + "\"}").statusCode())
                .isEqualTo(413);
        assertThat(onefold.post("/predict", null, "{}").statusCode()).isEqualTo(401);
        assertThat(onefold.post("/predict", onefold.reader(), "{}").statusCode()).isEqualTo(403);
    }

    private int statusOf(String contentType) {
        return onefold.send(
                        HttpRequest.newBuilder(onefold.uri("/predict"))
                                .header("Content-Type", contentType)
                                .POST(HttpRequest.BodyPublishers.ofString("{}")),
                        service)
                .statusCode();
    }

    @Test
    void aBatchDecidesWhatIsValidAndListsWhatIsNot() {
        String batch =
                "{\"transactions\": [%s, {\"transaction_id\": \"b-2\"}, %s]}"
                        .formatted(payment("b-1", "20.00"), payment("b-3", "900.00"));

        JsonNode body = JSON.readTree(onefold.post("/batch-predict", service, batch).body());

        assertThat(body.get("total_transactions").asInt()).isEqualTo(3);
        assertThat(
                        body.get("predictions")
                                .valueStream()
                                .map(p -> p.get("transaction_id").asString()))
                .containsExactly("b-1", "b-3");
        assertThat(body.get("fraud_count").asInt()).isEqualTo(1);
        assertThat(body.at("/risk_distribution/CRITICAL").asInt()).isEqualTo(1);
        assertThat(body.at("/errors/0/index").asInt()).isEqualTo(1);
        assertThat(body.at("/errors/0/transaction_id").asString()).isEqualTo("b-2");
        assertThat(onefold.post("/batch-predict", service, "{\"transactions\": [{}]}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aServiceReadsItsOwnDecisionsAndAnAnalystAll() {
        String another =
                onefold.token(
                        new Principal("pos", Set.of(), Set.of(Permission.FRAUD_DETECTION), false));
        predict(payment("mine", "20.00"));
        onefold.post("/predict", another, payment("theirs", "20.00"));

        assertThat(onefold.get("/api/decisions/mine", service).body())
                .contains("\"response\":{\"transaction_id\":\"mine\"");
        assertThat(onefold.get("/api/decisions/theirs", service).statusCode()).isEqualTo(404);
        assertThat(onefold.get("/api/decisions/theirs", onefold.analyst()).statusCode())
                .isEqualTo(200);
        assertThat(onefold.get("/api/decisions?limit=400", another).body())
                .contains("\"theirs\"")
                .doesNotContain("\"mine\"");
    }

    @Test
    void anotherTenantSeesNothingOfThisOne() {
        predict(payment("tenants", "900.00"));
        String elsewhere = onefold.tokenOf("elsewhere", "ana", Permission.FRAUD_REVIEW);

        assertThat(onefold.get("/api/decisions/tenants", elsewhere).statusCode()).isEqualTo(404);
        assertThat(onefold.get("/api/decisions", elsewhere).body()).contains("\"items\":[]");
        assertThat(onefold.get("/api/alerts", elsewhere).body()).contains("\"items\":[]");
    }

    @Test
    void whatIsNotApprovedOpensAnAlertThatIsWorkedOn() {
        predict(payment("alerted", "900.00"));
        JsonNode alert =
                JSON.readTree(onefold.get("/api/alerts?limit=400", onefold.analyst()).body())
                        .get("items")
                        .valueStream()
                        .filter(a -> a.get("transaction_id").asString().equals("alerted"))
                        .findFirst()
                        .orElseThrow();
        String at = "/api/alerts/" + alert.get("id").asLong();

        assertThat(alert.get("status").asString()).isEqualTo("open");
        assertThat(alert.get("severity").asString()).isEqualTo("CRITICAL");
        HttpResponse<String> taken = patch(at, "\"1\"", "{\"assignee\": \"ana\"}");
        assertThat(taken.body()).contains("\"assigned\"").contains("\"version\":2");
        assertThat(patch(at, "\"1\"", "{\"status\": \"closed\"}").statusCode()).isEqualTo(412);
    }

    /// The reference's load test.
    @Test
    @Tag("decisions-3")
    void aThousandConcurrentPostsAreAThousandDecisions() throws Exception {
        for (int warm = 0; warm < 300; warm++) {
            predict(payment("warm-" + warm, "20.00"));
        }
        String run = UUID.randomUUID().toString().substring(0, 8);
        long before = onefold.rows("select count(*) from decisions.transactions");
        long began = System.nanoTime();

        List<Integer> statuses;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers =
                    IntStream.range(0, 1_000)
                            .mapToObj(
                                    i ->
                                            threads.submit(
                                                    () ->
                                                            predict(payment(run + "-" + i, "20.00"))
                                                                    .statusCode()))
                            .toList();
            statuses = new java.util.ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
        }
        System.out.printf(
                "1,000 concurrent posts: %d ms%n", (System.nanoTime() - began) / 1_000_000);

        Map<Integer, Long> counts =
                statuses.stream().collect(Collectors.groupingBy(s -> s, Collectors.counting()));
        assertThat(counts).containsExactly(Map.entry(200, 1_000L));
        assertThat(onefold.rows("select count(*) from decisions.transactions"))
                .isEqualTo(before + 1_000);
    }

    @Test
    void metricsCountDecisionsByTheReferencesNames() {
        predict(payment("counted", "900.00"));

        assertThat(onefold.get("/metrics", null).body())
                .contains("fraud_predictions_total{fraud_type=\"credit_card\"}")
                .contains("fraud_detected_total{fraud_type=\"credit_card\"}")
                .contains("prediction_duration_seconds_bucket{fraud_type=\"credit_card\"");
        assertThat(onefold.get("/health", null).body())
                .contains("\"total_models\":5")
                .contains("\"last_training\":\"2026-01-01T00:00:00Z\"");
    }

    private HttpResponse<String> predict(String body) {
        return onefold.post("/predict", service, body);
    }

    private HttpResponse<String> patch(String at, String version, String body) {
        return onefold.send(
                HttpRequest.newBuilder(onefold.uri(at))
                        .header("Content-Type", "application/json")
                        .header("If-Match", version)
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(body)),
                onefold.analyst());
    }

    static String payment(String id, String amount) {
        return "{\"transaction_id\": \"%s\", \"amount\": %s, \"user_id\": \"user-%s\", \"merchant_id\": \"m-1\"}"
                .formatted(id, amount, id);
    }
}
