package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.port.Mode;
import io.onefold.model.access.Permission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Rules and policies that people write, test against the past, publish and retire over HTTP.
class BooksTest {

    private final ServerFixture onefold = ServerFixture.shared();
    private final Calls checkout = new Calls(onefold, "checkout", Permission.FRAUD_DETECTION);
    private final Calls max = new Calls(onefold, "max", Permission.FRAUD_RULES);
    private final Calls bea = new Calls(onefold, "bea", Permission.FRAUD_APPROVE);
    private final String run =
            UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);

    /// A rule for the payments of one user of this run, so that no other test meets it.
    private String rule(String mode, String when) {
        return """
        {"id": "T-%1$s", "fraud_type": "merchant", "mode": "%2$s", "when": "%3$s",
         "effect": {"raise_to": "HIGH"}, "reason": "AMOUNT",
         "tests": [{"given": {"user_id": "%1$s", "amount": 60}, "fires": true},
                   {"given": {"user_id": "%1$s", "amount": 40}, "fires": false}]}
        """
                .formatted(run, mode, when);
    }

    private String condition() {
        return "user_id == '" + run + "' && amount > 50.0";
    }

    private JsonNode decided(String id, String amount) {
        return checkout.post(
                "/predict",
                """
                {"transaction_id": "%s-%s", "fraud_type": "merchant", "amount": %s, "user_id": "%s"}
                """
                        .formatted(run, id, amount, run));
    }

    private String at(int version) {
        return "/api/rules/T-" + run + "/versions/" + version;
    }

    @Test
    @Tag("decisions-19")
    void aRuleIsDraftedPublishedByAnotherAndDecidesWithinTwoSeconds() {
        decided("before", "60");
        JsonNode draft = max.post("/api/rules", rule("active", condition()));

        assertThat(draft.get("version").asInt()).isEqualTo(1);
        assertThat(draft.get("mode").asString()).isEqualTo("draft");
        assertThat(decided("drafted", "60").get("rules")).isEmpty();
        assertThat(
                        new Calls(onefold, "max", Permission.FRAUD_APPROVE)
                                .refused(409, at(1) + "/publish", "{}"))
                .isEqualTo("four-eyes");

        JsonNode published = bea.post(at(1) + "/publish", "{}");

        assertThat(published.at("/version/mode").asString()).isEqualTo("active");
        assertThat(published.at("/version/approver").asString()).isEqualTo("bea");
        assertThat(published.at("/backtest/fired").asInt()).isEqualTo(2);
        JsonNode raised = decided("raised", "60");
        assertThat(raised.at("/rules/0/id").asString()).isEqualTo("T-" + run);
        assertThat(raised.get("risk_level").asString()).isEqualTo("HIGH");
        assertThat(raised.get("recommended_action").asString()).isEqualTo("DECLINE");
        assertThat(decided("small", "40").get("risk_level").asString()).isEqualTo("LOW");
        assertThat(bea.refused(409, at(1) + "/publish", "{}")).isEqualTo("wrong-state");
        modesChange();
    }

    /// Active, then shadow, active again by another process, then retired; the body stays.
    private void modesChange() {
        bea.post(at(1) + "/publish", "{\"mode\": \"shadow\"}");
        assertThat(decided("shadowed", "60").get("rules")).isEmpty();
        AtomicInteger asked = new AtomicInteger();
        long began;
        try (Decisions elsewhere = Decisions.open(onefold.path)) {
            elsewhere.rules().move("T-" + run, 1, Mode.ACTIVE, ServerFixture.OPERATOR);
            began = System.nanoTime();
        }
        Awaiting.until(
                () -> !decided("moved-" + asked.getAndIncrement(), "60").get("rules").isEmpty());
        System.out.printf(
                "hot reload of what another process changed: %d ms%n",
                (System.nanoTime() - began) / 1_000_000);
        JsonNode retired = max.post(at(1) + "/retire", "");
        assertThat(retired.at("/versions/0/mode").asString()).isEqualTo("retired");
        assertThat(max.get(at(1)).at("/rule/body/when").asString()).isEqualTo(condition());
        JsonNode second =
                max.post("/api/rules", rule("shadow", condition().replace("50.0", "55.0")));
        assertThat(second.get("version").asInt()).isEqualTo(2);
        assertThat(
                        onefold.rows(
                                "select count(*) from audit.event where event_type in ('rule.write', 'rule.move') and object like 'T-"
                                        + run
                                        + "@%'"))
                .isEqualTo(6);
    }

    @Test
    @Tag("decisions-19")
    void aRuleThatIsIllTypedOrHasTestsOfOneOutcomeComesNowhere() {
        assertThat(max.refused(400, "/api/rules", rule("active", "amount > 'much'")))
                .isEqualTo("validation");
        assertThat(max.refused(400, "/api/rules", "{\"id\": \"X\", \"id\": \"Y\"}"))
                .isEqualTo("malformed-json");
        String other = "U-" + run;
        String oneSided =
                rule("active", condition())
                        .replace("T-" + run, other)
                        .replaceFirst(",\\s*\\{\"given\".*false}", "");
        max.post("/api/rules", oneSided);
        assertThat(bea.refused(400, "/api/rules/" + other + "/versions/1/publish", "{}"))
                .isEqualTo("validation");
        String failing = rule("active", "amount < 50.0").replace("T-" + run, other);
        assertThat(max.post("/api/rules", failing).get("version").asInt()).isEqualTo(2);
        assertThat(max.get("/api/rules/" + other + "/versions/2").get("failures")).hasSize(2);
        assertThat(bea.refused(400, "/api/rules/" + other + "/versions/2/publish", "{}"))
                .isEqualTo("validation");
        assertThat(max.get("/api/rules/" + other).get("versions"))
                .allSatisfy(one -> assertThat(one.get("mode").asString()).isEqualTo("draft"));
        assertThat(max.refused(404, "/api/rules/nobody")).isEqualTo("not-found");
    }

    @Test
    void theBookIsReadInPartsById() {
        for (String id : new String[] {"A", "B", "C"}) {
            max.post("/api/rules", rule("shadow", condition()).replace("T-", "Z" + id + "-"));
        }
        JsonNode first = max.get("/api/rules?mode=draft&limit=1");
        JsonNode second =
                max.get("/api/rules?mode=draft&limit=1&after=" + first.get("next").asString());

        assertThat(first.get("items")).hasSize(1);
        assertThat(second.at("/items/0/id")).isNotEqualTo(first.at("/items/0/id"));
        assertThat(max.refused(400, "/api/rules?mode=asleep")).isEqualTo("invalid-input");
    }

    @Test
    void aPolicyOfOneTypeIsPublishedAndRetired() {
        String policy =
                """
                {"id": "strict-%s", "fraud_type": "account_takeover", "bands": [
                  {"below": 0.01, "level": "LOW", "action": "APPROVE"},
                  {"level": "CRITICAL", "action": "DECLINE"}]}
                """
                        .formatted(run.toLowerCase(Locale.ROOT));
        String at = "/api/policies/strict-" + run.toLowerCase(Locale.ROOT);
        max.post("/api/policies", policy);
        assertThat(
                        new Calls(onefold, "max", Permission.FRAUD_RULES)
                                .refused(409, at + "/versions/1/publish", ""))
                .isEqualTo("four-eyes");
        bea.post(at + "/versions/1/publish", "");

        JsonNode strict = takeover("strict");
        JsonNode retired = max.post(at + "/versions/1/retire", "");
        JsonNode lenient = takeover("lenient");

        assertThat(strict.get("policy").asString())
                .isEqualTo("strict-" + run.toLowerCase(Locale.ROOT) + "@1");
        assertThat(strict.get("recommended_action").asString()).isEqualTo("DECLINE");
        assertThat(retired.at("/versions/0/mode").asString()).isEqualTo("retired");
        assertThat(lenient.get("recommended_action").asString()).isEqualTo("APPROVE");
        assertThat(max.get("/api/policies?mode=active").at("/items/0/id").asString())
                .isEqualTo("default");
    }

    private JsonNode takeover(String id) {
        return checkout.post(
                "/predict",
                """
                {"transaction_id": "%s-%s", "fraud_type": "account_takeover", "amount": 20, "user_id": "%s"}
                """
                        .formatted(run, id, run));
    }

    /// The counts are those of the payments made here: all of a type that no other test uses in
    /// this period.
    @Test
    void aBacktestSaysWhatWouldHaveBeenDecided() {
        Instant day =
                Instant.parse("2025-03-01T00:00:00Z").plus(run.hashCode() % 300, ChronoUnit.DAYS);
        Calls ana = new Calls(onefold, "ana", Permission.FRAUD_REVIEW);
        for (int i = 0; i < 6; i++) {
            String id = run + "-backtest-" + i;
            checkout.post(
                    "/predict",
                    """
                    {"transaction_id": "%s", "fraud_type": "merchant", "amount": %d, "user_id": "%s", "timestamp": "%s"}
                    """
                            .formatted(id, 30 + 10 * i, run, day.plusSeconds(60 + i)));
            ana.post(
                    "/api/labels",
                    """
                    {"transaction_id": "%s", "label": "%s", "source": "chargeback", "known_at": "%s"}
                    """
                            .formatted(id, i >= 4 ? "fraud" : "legit", day.plusSeconds(600)));
        }
        max.post("/api/rules", rule("active", condition()));
        JsonNode started =
                max.post(
                        "/api/backtests",
                        """
                        {"rule": "T-%s", "version": 1, "from": "%s", "to": "%s"}
                        """
                                .formatted(run, day, day.plus(1, ChronoUnit.DAYS)));
        String at = "/api/backtests/" + started.get("id").asString();
        Awaiting.until(() -> max.get(at).get("status").asString().equals("succeeded"));

        JsonNode report = max.get(at).get("report");

        assertThat(started.get("subject").asString()).isEqualTo("rule T-" + run + "@1");
        assertThat(report.get("seen").asInt()).isEqualTo(6);
        assertThat(report.get("fired").asInt()).isEqualTo(3);
        assertThat(report.get("changed").asInt()).isEqualTo(3);
        assertThat(report.at("/before/frauds_passed").asInt()).isEqualTo(2);
        assertThat(report.at("/before/precision").isNull()).isTrue();
        assertThat(report.at("/after/frauds_stopped").asInt()).isEqualTo(2);
        assertThat(report.at("/after/honest_stopped").asInt()).isEqualTo(1);
        assertThat(report.at("/after/recall").asDouble()).isEqualTo(1);
        assertThat(report.at("/before/fraud_amount_passed").asDouble()).isEqualTo(150);
        String elsewhere = onefold.tokenOf("elsewhere", "max", Permission.FRAUD_RULES);
        assertThat(onefold.get(at, elsewhere).statusCode()).isEqualTo(404);
        assertThat(max.refused(400, "/api/backtests", "{\"rule\": \"a\", \"model\": 1}"))
                .isEqualTo("invalid-input");
        assertThat(max.refused(404, at.replace(at.substring(15), UUID.randomUUID().toString())))
                .isEqualTo("not-found");
    }
}
