package io.onefold.verify.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.FraudType;
import io.onefold.fraud.port.Label;
import io.onefold.scoring.registry.ModelState;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.verify.command.Install;
import io.onefold.verify.command.SharedInstall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// `onefold fraud …` on payments that a server decided: seven of 20.00 and five of 450.00, of which
/// four were fraud.
@ExtendWith(SharedInstall.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FraudCommandsTest {

    private static final int SMALL = 7;
    private static final int LARGE = 5;
    private static final int FRAUDS = 4;
    private static final String RULE =
            """
            name: bank1-large
            version: v1
            type: fraud-rule
            fraud_rule:
              id: BANK1
              fraud_type: credit_card
              mode: active
              when: "amount < 100.0"
              effect: {raise_to: CRITICAL}
              reason: AMOUNT
              tests:
                - {given: {amount: 99}, fires: true}
                - {given: {amount: 100}, fires: false}
            """;

    private static Install onefold;
    private static DecidingServer server;

    @BeforeAll
    static void decide(Install shared) {
        onefold = shared;
        onefold.withShipped();
        onefold.run("apply", "-f", "manifests/fraud", "-f", "manifests/users").requireDone();
        server = new DecidingServer(onefold);
        InventedModels.champion(
                server.decisions().models(),
                InventedModels.draft(FraudType.CREDIT_CARD, 40, "max"),
                "bea");
        pay("warm-%s", "20.00");
        for (int i = 0; i < SMALL + LARGE; i++) {
            pay("fc-" + i, i < SMALL ? "20.00" : "450.00");
        }
        for (int i = SMALL; i < SMALL + FRAUDS; i++) {
            server.decisions()
                    .labels()
                    .add(new Label("default", "fc-" + i, true, "chargeback", Instant.now(), "ana"));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void pay(String id, String amount) {
        server.predictUntil(
                "{\"transaction_id\": \"%s\", \"user_id\": \"u-%s\", \"amount\": %s, \"timestamp\": \"2026-02-%02dT10:00:00Z\"}"
                        .formatted(id, id.replace("%s", "w"), amount, id.startsWith("w") ? 1 : 2),
                answer -> answer.statusCode() == 200);
    }

    private static JsonNode rules(String... more) {
        List<String> arguments = new ArrayList<>(List.of("fraud", "rules"));
        arguments.addAll(List.of(more));
        return onefold.run(arguments.toArray(String[]::new)).requireDone().json();
    }

    @Test
    @Order(1)
    void aDecisionIsMadeAgainToTheSameBytes() {
        JsonNode row = onefold.run("fraud", "replay", "fc-8", "-o", "json").requireDone().json();

        assertThat(row.get(0).get("identical").asBoolean()).isTrue();
        assertThat(
                        onefold.run("fraud", "replay", "--from", "2026-02-02", "--to", "2026-02-03")
                                .err())
                .contains("12 decisions are identical, 0 differ, 0 can no longer");
        onefold.run("fraud", "replay", "nobody-paid-this").requireRefused(1, "no such decision");
        onefold.run("fraud", "replay").requireRefused(1, "--from");
        onefold.run("fraud", "replay", "fc-8", "--as", "checkout")
                .requireRefused(1, "fraud_review");
    }

    @Test
    @Order(2)
    void aRuleIsTestedDraftedTriedAndPublishedBySomebodyElse() {
        assertThat(rules("list", "-o", "json")).hasSize(38);
        assertThat(rules("test", "-o", "json"))
                .hasSize(38)
                .allSatisfy(row -> assertThat(row.get("passed").asBoolean()).isTrue());
        String file = onefold.write("own/bank1.rule.yaml", RULE);
        assertThat(rules("draft", file, "--as", "max", "-o", "json").get(0).get("mode").asString())
                .isEqualTo("draft");
        assertThat(rules("show", "BANK1", "-o", "json").get("body").get("when").asString())
                .isEqualTo("amount < 100.0");

        JsonNode backtest =
                onefold.run(
                                "fraud",
                                "backtest",
                                "--rule",
                                "BANK1@1",
                                "--from",
                                "2026-02-02",
                                "--to",
                                "2026-02-03",
                                "-o",
                                "json")
                        .requireDone()
                        .json();
        assertThat(backtest.get("seen").asInt()).isEqualTo(SMALL + LARGE);
        assertThat(backtest.get("fired").asInt()).isEqualTo(SMALL);
        assertThat(backtest.get("changed").asInt()).isEqualTo(SMALL);
        assertThat(backtest.get("changes")).hasSize(SMALL);
        assertThat(backtest.at("/after/stopped").asInt())
                .isEqualTo(backtest.at("/before/stopped").asInt() + SMALL);
        assertThat(
                        backtest.at("/before/frauds_stopped").asInt()
                                + backtest.at("/before/frauds_passed").asInt())
                .as("a label is known from when it was told, the period ended before")
                .isZero();

        onefold.run("fraud", "rules", "publish", "BANK1", "--as", "max")
                .requireRefused(1, "nobody approves");
        onefold.run("fraud", "rules", "publish", "BANK1", "--as", "ana")
                .requireRefused(1, "fraud_rules");
        onefold.run("fraud", "rules", "publish", "BANK1").requireDone();
        assertThat(rules("list", "-o", "json")).hasSize(39);
        onefold.run("fraud", "rules", "retire", "BANK1").requireDone();
        assertThat(rules("list", "-o", "json")).hasSize(38);
        onefold.run("fraud", "rules", "show", "BANK1@9").requireRefused(1, "BANK1@1");
        assertThat(onefold.run("fraud", "policies", "list", "-o", "json").requireDone().json())
                .hasSize(6);
    }

    @Test
    @Order(3)
    void aModelRisesStepByStepByTheWordOfASecondPersonAndFallsInOne() {
        ModelVersion second =
                server.decisions()
                        .models()
                        .register(InventedModels.draft(FraudType.CREDIT_CARD, 60, "max"));
        String name = "credit_card@" + second.version();

        onefold.run("fraud", "promote", name, "--to", "champion").requireRefused(1, "next step");
        onefold.run("fraud", "promote", name, "--to", "shadow", "--as", "max").requireDone();
        onefold.run("fraud", "promote", name, "--to", "challenger", "--as", "max")
                .requireRefused(1, "its author cannot let it decide");
        onefold.run("fraud", "promote", name, "--to", "challenger", "--as", "ana")
                .requireRefused(1, "fraud_model");
        assertThat(
                        onefold.run(
                                        "fraud",
                                        "promote",
                                        name,
                                        "--to",
                                        "challenger",
                                        "--share",
                                        "0.2",
                                        "--since",
                                        "2026-02-02")
                                .requireDone()
                                .err())
                .contains("of 12 decisions change", "frauds stopped");
        onefold.run("fraud", "promote", Long.toString(second.id()), "--to", "champion")
                .requireDone();

        assertThat(champion()).isEqualTo(second.version());
        assertThat(onefold.path().catalog().audit().newest(name, 1))
                .singleElement()
                .satisfies(
                        entry ->
                                assertThat(entry.event().details().get("backtest"))
                                        .startsWith("gate: 6 of 6 checks hold; backtest "));
        onefold.run("fraud", "rollback", "credit_card").requireDone();
        assertThat(champion()).isEqualTo(second.version() - 1);
        assertThat(onefold.run("fraud", "models", "-o", "json").requireDone().json()).hasSize(2);
        assertThat(
                        onefold.run("fraud", "replay", "--from", "2026-02-02", "--to", "2026-02-03")
                                .requireDone()
                                .err())
                .as("decisions are made again by what was in force then")
                .contains("12 decisions are identical, 0 differ");
    }

    private static int champion() {
        return server.decisions().models().versions("credit_card").stream()
                .filter(model -> model.state() == ModelState.CHAMPION)
                .findFirst()
                .orElseThrow()
                .version();
    }

    @Test
    @Order(4)
    void anAnswerThatWasTamperedWithIsFound() {
        onefold.postgres(
                "onefold",
                """
                update decisions.decision_details set response = (
                    select other.response from decisions.decision_details other
                    join decisions.transactions theirs on theirs.id = other.id
                    where theirs.transaction_id = 'fc-10')
                where id = (select id from decisions.transactions where transaction_id = 'fc-11')
                """);

        JsonNode rows =
                onefold.run(
                                "fraud",
                                "replay",
                                "--from",
                                "2026-02-02",
                                "--to",
                                "2026-02-03",
                                "-o",
                                "json")
                        .json();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get("transaction_id").asString()).isEqualTo("fc-11");
        assertThat(rows.get(0).get("stored").asString()).contains("\"fc-10\"");
        assertThat(onefold.run("fraud", "replay", "fc-11").exit()).isEqualTo(4);
        assertThat(onefold.run("fraud", "replay", "fc-10").exit()).isZero();
    }
}
