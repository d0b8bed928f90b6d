package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onefold.model.access.Permission;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Decisions that people look at: made again, explained, gathered into cases, closed by one or two.
class CasesTest {

    private final ServerFixture onefold = ServerFixture.shared();
    private final Calls checkout = new Calls(onefold, "checkout", Permission.FRAUD_DETECTION);
    private final Calls ana = new Calls(onefold, "ana", Permission.FRAUD_REVIEW);
    private final Calls bea =
            new Calls(onefold, "bea", Permission.FRAUD_REVIEW, Permission.FRAUD_APPROVE);
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private JsonNode decided(String id, String amount, String user) {
        return checkout.post(
                "/predict",
                """
                {"transaction_id": "%s", "amount": %s, "user_id": "%s", "merchant_id": "m-cases"}
                """
                        .formatted(id(id), amount, user));
    }

    private String id(String name) {
        return run + "-" + name;
    }

    /// The alert of a payment of this run.
    private JsonNode alert(String name) {
        return ana.get("/api/alerts?limit=500")
                .get("items")
                .valueStream()
                .filter(alert -> alert.get("transaction_id").asString().equals(id(name)))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode opened(String... names) {
        StringBuilder ids = new StringBuilder();
        for (String name : names) {
            ids.append(ids.isEmpty() ? "" : ",").append(alert(name).get("id").asLong());
        }
        return ana.post("/api/cases", "{\"alerts\": [" + ids + "]}");
    }

    private static String at(JsonNode one) {
        return "/api/cases/" + one.get("id").asLong();
    }

    private static int version(JsonNode one) {
        return one.get("version").asInt();
    }

    @Test
    void aDecisionIsMadeAgainToTheSameBytes() {
        JsonNode answered = decided("again", "500.00", id("u"));

        JsonNode replay = ana.post("/api/decisions/" + id("again") + "/replay", "");

        assertThat(replay.get("identical").asBoolean()).isTrue();
        assertThat(replay.get("stored")).isEqualTo(answered);
        assertThat(replay.get("recomputed")).isEqualTo(answered);
    }

    /// By the additivity of Shapley values.
    @Test
    void anExplanationAddsUpToTheScore() {
        decided("why", "500.00", id("u"));

        JsonNode explanation = ana.get("/api/decisions/" + id("why") + "/explanation");

        double sum =
                explanation
                        .get("contributions")
                        .valueStream()
                        .mapToDouble(c -> c.get("contribution").asDouble())
                        .sum();
        assertThat(explanation.get("baseline").asDouble() + sum)
                .isCloseTo(explanation.get("margin").asDouble(), within(1e-5));
        assertThat(explanation.at("/contributions/0/feature").asString()).isEqualTo("amount");
        assertThat(explanation.at("/contributions/0/value").asDouble()).isEqualTo(500);
        assertThat(ana.refused(404, "/api/decisions/nobody/explanation")).isEqualTo("not-found");
    }

    @Test
    void aCustomerAsksForAPersonOnceAndTheDecisionStays() {
        JsonNode approved = decided("person", "20.00", id("u"));
        String at = "/api/decisions/" + id("person");

        JsonNode opened = ana.post(at + "/human-review", "");

        assertThat(approved.get("recommended_action").asString()).isEqualTo("APPROVE");
        assertThat(opened.get("status").asString()).isEqualTo("open");
        assertThat(ana.post(at + "/human-review", "").get("id")).isEqualTo(opened.get("id"));
        assertThat(ana.get(at(opened)).at("/alerts/0/reasons/0").asString())
                .isEqualTo("HUMAN_REVIEW");
        assertThat(ana.get(at).get("response")).isEqualTo(approved);
    }

    @Test
    @Tag("decisions-25")
    void nobodyApprovesWhatTheyClosedThemselves() {
        decided("large", "900.00", id("u"));
        decided("more", "100.01", id("v"));
        JsonNode one = opened("large");
        long more = alert("more").get("id").asLong();
        JsonNode both =
                ana.postAt(version(one), at(one) + "/alerts", "{\"alerts\": [" + more + "]}");
        JsonNode closed = bea.postAt(version(both), at(one) + "/close", "{\"outcome\": \"fraud\"}");

        assertThat(closed.get("status").asString()).isEqualTo("awaiting_approval");
        assertThat(bea.refused(409, at(one) + "/approve", "")).isEqualTo("four-eyes");
        assertThat(ana.refused(403, at(one) + "/approve", "")).isEqualTo("forbidden");
        Calls max = new Calls(onefold, "max", Permission.FRAUD_APPROVE);
        assertThat(max.refusedAt(412, version(both), at(one) + "/approve", ""))
                .isEqualTo("stale-version");
        JsonNode approved = max.postAt(version(closed), at(one) + "/approve", "");

        assertThat(approved.get("status").asString()).isEqualTo("closed");
        assertThat(approved.get("closer").asString()).isEqualTo("bea");
        assertThat(approved.get("approver").asString()).isEqualTo("max");
        assertThat(alert("large").get("status").asString()).isEqualTo("closed");
        assertThat(
                        onefold.rows(
                                "select count(*) from decisions.label where label = 'fraud' and transaction_id like '"
                                        + run
                                        + "-%'"))
                .isEqualTo(2);
        assertThat(max.refused(409, at(one) + "/approve", "")).isEqualTo("wrong-state");
    }

    @Test
    void aLargeAlertIsNotClosedBesideItsCase() {
        decided("beside", "1000.00", id("u"));

        String at = "/api/alerts/" + alert("beside").get("id").asLong();

        assertThat(
                        onefold.send(
                                        java.net.http.HttpRequest.newBuilder(onefold.uri(at))
                                                .header("Content-Type", "application/json")
                                                .method(
                                                        "PATCH",
                                                        java.net.http.HttpRequest.BodyPublishers
                                                                .ofString(
                                                                        "{\"status\": \"closed\"}")),
                                        onefold.analyst())
                                .body())
                .contains("urn:onefold:problem:four-eyes");
    }

    @Test
    @Tag("decisions-25")
    void aRepeatedFalsePositiveClosesByItselfAndTheDecisionStands() {
        String user = id("regular");
        JsonNode first = decided("first", "500.00", user);
        JsonNode one = opened("first");
        ana.post(at(one) + "/notes", "{\"text\": \"the customer says it was her\"}");
        JsonNode closed =
                ana.postAt(version(one), at(one) + "/close", "{\"outcome\": \"false_positive\"}");
        onefold.deciding.reload();

        JsonNode second = decided("second", "500.00", user);

        assertThat(closed.get("status").asString()).isEqualTo("closed");
        assertThat(closed.at("/notes/0/text").asString()).contains("it was her");
        for (String same : new String[] {"risk_level", "recommended_action", "fraud_probability"}) {
            assertThat(second.get(same)).isEqualTo(first.get(same));
        }
        assertThat(second.get("recommended_action").asString()).isEqualTo("DECLINE");
        assertThat(alert("second").get("status").asString()).isEqualTo("closed");
        assertThat(
                        onefold.rows(
                                "select alert_id from decisions.suppression where id = "
                                        + alert("second").get("suppressed_by").asLong()))
                .isEqualTo(alert("first").get("id").asLong());
        decided("other", "500.00", id("another"));
        assertThat(alert("other").get("status").asString()).isEqualTo("open");
    }

    @Test
    void whatACaseCannotBeIsRefused() {
        decided("wrong", "500.00", id("u"));
        JsonNode one = opened("wrong");

        assertThat(ana.refused(400, "/api/cases", "{}")).isEqualTo("validation");
        assertThat(ana.refused(404, "/api/cases", "{\"alerts\": [999999999]}"))
                .isEqualTo("not-found");
        assertThat(
                        ana.refused(
                                409,
                                "/api/cases",
                                "{\"alerts\": [" + alert("wrong").get("id") + "]}"))
                .isEqualTo("wrong-state");
        assertThat(ana.refused(400, at(one) + "/close", "{\"outcome\": \"maybe\"}"))
                .isEqualTo("invalid-input");
        assertThat(ana.refused(400, at(one) + "/notes", "{\"text\": \"card 4111 1111 1111 1111\"}"))
                .isEqualTo("pan-not-allowed");
        String elsewhere = onefold.tokenOf("elsewhere", "ana", Permission.FRAUD_REVIEW);
        assertThat(onefold.get(at(one), elsewhere).statusCode()).isEqualTo(404);
        assertThat(onefold.get("/api/cases", elsewhere).body()).contains("\"items\":[]");
    }
}
