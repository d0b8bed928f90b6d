package io.onefold.verify.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.embedded.Part;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Mode;
import io.onefold.verify.command.CommandRun;
import io.onefold.verify.command.Install;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A fresh installation, from its first apply to its first rule of one's own; a server runs all the
/// while.
@Tag("decisions-19")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShippedRulesInForceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// The card is there and its chip was not used: what CC09 fires on.
    private static final String PAYMENT =
            """
            {"transaction_id": "NAME-%s", "user_id": "u-1", "amount": 20.00, "card_present": true, "used_chip": false}
            """;

    private static Install onefold;
    private static DecidingServer server;

    @BeforeAll
    static void serve() {
        onefold = Install.withParts(Part.POSTGRES);
        onefold.withShipped();
        server = new DecidingServer(onefold);
        InventedModels.champion(
                server.decisions().models(),
                InventedModels.draft(FraudType.CREDIT_CARD, 40, "max"),
                "bea");
    }

    @AfterAll
    static void stop() {
        server.close();
        onefold.close();
    }

    private static HttpResponse<String> decided(String name, String words) {
        return server.predictUntil(
                PAYMENT.replace("NAME", name), answer -> answer.body().contains(words));
    }

    @Test
    @Order(1)
    void withoutAPolicyNothingIsDecided() {
        HttpResponse<String> answer = server.predict(PAYMENT.formatted("before"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    }

    @Test
    @Order(2)
    void aDryRunPutsNothingInForce() {
        CommandRun run = onefold.run("apply", "-f", "manifests/fraud", "--dry-run").requireDone();

        assertThat(run.err()).contains("38 rules and 6 policies that ship with this release would");
        assertThat(server.decisions().rules().versions(null)).isEmpty();
    }

    @Test
    @Order(3)
    void onceAppliedWhatShipsDecidesInTheServerThatRuns() {
        CommandRun run = onefold.run("apply", "-f", "manifests/fraud").requireDone();

        assertThat(run.err()).contains("38 rules and 6 policies that ship with this release are");
        JsonNode answer = JSON.readTree(decided("first", "\"CC09\"").body());
        assertThat(answer.get("policy").asString()).isEqualTo("default@1");
        assertThat(answer.get("rules").toString()).isEqualTo("[{\"id\":\"CC09\",\"version\":1}]");
        assertThat(answer.get("risk_level").asString()).isEqualTo("MEDIUM");
        assertThat(answer.get("recommended_action").asString()).isEqualTo("REVIEW");
        assertThat(onefold.path().catalog().audit().newest("CC09@1", 9))
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.event().action()).isEqualTo("rule.install");
                            assertThat(entry.event().details())
                                    .containsEntry("author", "system:onefold");
                        });
    }

    @Test
    @Order(4)
    void appliedAgainItMakesNoVersionAndNoEdition() {
        long edition = server.decisions().rules().current().number();
        CommandRun run = onefold.run("apply", "-f", "manifests/fraud").requireDone();

        assertThat(run.err()).doesNotContain("in force", "draft");
        assertThat(server.decisions().rules().current().number()).isEqualTo(edition);
        assertThat(server.decisions().rules().versions(null))
                .hasSize(38)
                .extracting(BookVersion::version)
                .containsOnly(1);
        assertThat(server.decisions().policies().versions(null)).hasSize(6);
    }

    @Test
    @Order(5)
    void aChangedRuleIsADraftUntilASecondPersonPublishesIt() throws IOException {
        String changed =
                Files.readString(
                                Install.checkout()
                                        .resolve("manifests/fraud/cc09-chip-not-used.rule.yaml"))
                        .replace("{raise_to: MEDIUM}", "{raise_to: HIGH}");
        CommandRun run =
                onefold.run("apply", "-f", onefold.write("own/cc09.rule.yaml", changed))
                        .requireDone();

        assertThat(run.err()).contains("rule CC09@2 is a draft; a second person");
        assertThat(server.decisions().rules().versions("CC09"))
                .extracting(BookVersion::mode)
                .containsExactly(Mode.ACTIVE, Mode.DRAFT);
        onefold.run("fraud", "rules", "publish", "CC09@2").requireRefused(1, "nobody approves");
        onefold.run("apply", "-f", "manifests/users").requireDone();
        onefold.run("fraud", "rules", "publish", "CC09@2", "--as", "max").requireDone();
        JsonNode answer =
                JSON.readTree(decided("second", "{\"id\":\"CC09\",\"version\":2}").body());
        assertThat(answer.get("risk_level").asString()).isEqualTo("HIGH");
    }

    @Test
    @Order(6)
    void aRuleThatDoesNotHoldIsRefusedBeforeAnythingIsApplied() throws IOException {
        String wrong =
                Files.readString(
                                Install.checkout()
                                        .resolve("manifests/fraud/cc01-high-velocity.rule.yaml"))
                        .replace("user_count_24h > 10", "user_count_24h > 11 && colour == 3");
        onefold.run("apply", "-f", onefold.write("own/cc01.rule.yaml", wrong))
                .requireRefused(1, "cc01.rule.yaml:1:1", "fraud_rule.when", "colour");
        assertThat(server.decisions().rules().versions("CC01")).hasSize(1);
    }
}
