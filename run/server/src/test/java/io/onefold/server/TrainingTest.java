package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.ApplyOptions;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.model.access.Permission;
import io.onefold.model.run.Progress;
import io.onefold.model.run.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Models trained over HTTP on payments of the lake.
class TrainingTest {

    /// 250 payments a day for three weeks. One in seven is large, and three of five large ones are
    /// frauds; one column gives the label away.
    private static final String PAYMENTS =
            """
            create table payments as
            select i as id,
                timestamp '2026-06-01 00:00:00' + i * interval '1 day' / 250 as paid_at,
                i % 97 as user_id,
                i % 31 as merchant_id,
                round((case when large then 200 + 300 * b else 10 + 150 * b end)::numeric, 2) as amount,
                round((case when fraud then 1000 + b else 10 + b end)::numeric, 2) as leaking,
                fraud
            from (
                select i, a < 0.15 as large, b, c < (case when a < 0.15 then 0.6 else 0.005 end) as fraud
                from (
                    select i,
                        (hashint4(i) & 65535) / 65536.0 as a,
                        (hashint4(i + 1000000) & 65535) / 65536.0 as b,
                        (hashint4(i + 2000000) & 65535) / 65536.0 as c
                    from generate_series(0, 21 * 250 - 1) i
                ) as dice
            ) as payment
            """;

    private static final String MANIFESTS =
            """
            name: till
            version: v1
            type: source
            source:
              name: till
              kind: postgres
              connection: {host: localhost, port: PORT, database: silo, user: postgres, secret: "env:SILO_PASSWORD"}
              zone: UTC
              tables:
                - {name: payments, key: [id]}
            ---
            name: till-run
            version: v1
            type: workflow
            workflow:
              dag:
                - {name: silos, spec: {stack: "path:1.0", stackSpec: {sources: [till]}}}
            ---
            name: till-history
            version: v1
            type: fraud-history
            fraud_history:
              dataset: till.payments
              fraud_type: credit_card
              transaction: id
              time: paid_at
              amount: amount
              entities: {user: user_id, merchant: merchant_id}
              label: {column: fraud, delay: P7D}
            ---
            name: leaking-history
            version: v1
            type: fraud-history
            fraud_history:
              dataset: till.payments
              fraud_type: merchant
              transaction: id
              time: paid_at
              amount: leaking
              entities: {user: user_id, merchant: merchant_id}
              label: {column: fraud, delay: P7D}
            """;

    private static final String PERIOD =
            "\"from\": \"2026-06-01T00:00:00Z\", \"to\": \"2026-06-22T00:00:00Z\"";

    /// A period of which there are no payments: its training fails as soon as it begins.
    private static final String LONG_AGO =
            "{\"fraud_type\": \"credit_card\", \"from\": \"2020-06-01T00:00:00Z\", \"to\": \"2020-06-22T00:00:00Z\"}";

    private static final int WAITING_MAX = 3;

    private static ServerFixture onefold;

    private final Calls max = new Calls(onefold, "max", Permission.FRAUD_MODEL);

    @BeforeAll
    static void paymentsOfThePast() {
        onefold = ServerFixture.shared();
        onefold.silo("silo", PAYMENTS, "alter table payments add primary key (id)");
        onefold.path
                .catalog()
                .apply(
                        new Manifests(onefold.path.settings())
                                .readText(
                                        "training.yaml",
                                        MANIFESTS.replace(
                                                "PORT",
                                                Integer.toString(onefold.postgres.getPort())),
                                        ReadOptions.DEFAULT),
                        ApplyOptions.DEFAULT,
                        ServerFixture.OPERATOR);
        assertThat(
                        onefold.path
                                .pipeline()
                                .run("till-run", ServerFixture.OPERATOR, Progress.SILENT)
                                .status())
                .isEqualTo(Status.SUCCEEDED);
    }

    private JsonNode ended(JsonNode taken) {
        String at = "/api/training-runs/" + taken.get("run_id").asString();
        Awaiting.until(() -> !max.get(at).get("ended_at").isNull());
        return max.get(at);
    }

    private static String order(String type) {
        return "{\"fraud_type\": \"" + type + "\", " + PERIOD + "}";
    }

    @Test
    void aModelIsTrainedAndRegisteredAsACandidateOfWhoAskedForIt() {
        JsonNode taken = max.post("/train", order("credit_card"));
        JsonNode run = ended(taken);

        assertThat(taken.get("status").asString()).isEqualTo("training");
        assertThat(taken.get("message").asString()).contains("credit_card");
        assertThat(taken.get("estimated_time").asString()).isNotBlank();
        assertThat(run.get("reason").isNull()).as(run.toString()).isTrue();
        assertThat(run.get("status").asString()).isEqualTo("succeeded");
        JsonNode model = max.get("/api/models/" + run.get("model_id").asLong());
        assertThat(model.get("state").asString()).isEqualTo("candidate");
        assertThat(model.get("author").asString()).isEqualTo("max");
        assertThat(model.at("/lineage/rows").asInt()).isEqualTo(7 * 250);
        assertThat(model.at("/lineage/frauds").asInt()).isBetween(130, 190); // a tenth of 1,750
        JsonNode card = max.get("/api/models/" + model.get("id").asLong() + "/card");
        assertThat(card.at("/metrics/auc").asDouble()).isGreaterThan(0.8);
        promoted(model.get("id").asLong());
        JsonNode next = max.post("/train", LONG_AGO);
        assertThat(next.get("estimated_time").asString()).contains("seconds");
        assertThat(ended(next).get("reason").asString()).contains("fraud");
    }

    /// To decide for anybody it takes a backtest of this model and somebody else than its author.
    private void promoted(long model) {
        String at = "/api/models/" + model + "/promote";
        Calls rules = new Calls(onefold, "max", Permission.FRAUD_RULES);
        Calls bea = new Calls(onefold, "bea", Permission.FRAUD_MODEL);
        assertThat(bea.post(at, "{\"to\": \"shadow\"}").get("state").asString())
                .isEqualTo("shadow");
        String challenge = "{\"to\": \"challenger\", \"share\": 0.5, \"backtest\": \"%s\"}";
        assertThat(bea.refused(409, at, challenge.formatted(UUID.randomUUID())))
                .isEqualTo("wrong-state");
        String backtest =
                rules.post("/api/backtests", "{\"model\": " + model + ", " + PERIOD + "}")
                        .get("id")
                        .asString();
        Awaiting.until(
                () ->
                        rules.get("/api/backtests/" + backtest)
                                .get("status")
                                .asString()
                                .equals("succeeded"));
        assertThat(max.refused(409, at, challenge.formatted(backtest))).isNotBlank();
        assertThat(bea.post(at, challenge.formatted(backtest)).get("approver").asString())
                .isEqualTo("bea");
        assertThat(bea.post(at, "{\"to\": \"retired\"}").get("state").asString())
                .isEqualTo("retired");
    }

    @Test
    void aLeakFailsItsRunAndMeanwhileAFewWaitAndTheRestIsAskedToComeAgain() {
        JsonNode leak = max.post("/train", order("merchant"));
        List<JsonNode> waiting = new ArrayList<>();
        for (int i = 0; i < WAITING_MAX; i++) {
            waiting.add(max.post("/train", LONG_AGO));
        }
        assertThat(max.refused(429, "/train", LONG_AGO)).isEqualTo("overloaded");

        JsonNode run = ended(leak);

        assertThat(run.get("status").asString()).isEqualTo("failed");
        assertThat(run.get("reason").asString())
                .contains("leakage gate")
                .contains("single-feature");
        assertThat(run.get("model_id").isNull()).isTrue();
        assertThat(
                        onefold.rows(
                                "select count(*) from decisions.model where fraud_type = 'merchant'"))
                .isOne();
        waiting.forEach(this::ended);
        assertThat(
                        onefold.rows(
                                """
                                select count(*) from decisions.training_run one, decisions.training_run other
                                where one.id < other.id and one.started_at < other.ended_at and other.started_at < one.ended_at
                                """))
                .isZero();
    }

    @Test
    void whatCannotBeTrainedIsRefusedAtOnce() {
        assertThat(max.refused(400, "/train", "{}")).isEqualTo("invalid-input");
        assertThat(max.refused(400, "/train", order("account_takeover")))
                .isEqualTo("invalid-input");
        assertThat(
                        max.refused(
                                400,
                                "/train",
                                "{\"fraud_type\": \"credit_card\", \"from\": \"2026-06-01T00:00:00Z\", \"to\": \"2026-06-15T00:00:00Z\"}"))
                .isEqualTo("invalid-input");
        assertThat(max.refused(404, "/api/training-runs/" + UUID.randomUUID()))
                .isEqualTo("not-found");
    }

    @Test
    void whatAKilledServerWasTrainingHasFailedWhenTheNextOneAnswers() {
        UUID id = UUID.randomUUID();
        onefold.silo(
                "onefold",
                """
                insert into decisions.training_run (id, tenant, subject, request, status, author, created_at, started_at)
                values ('%s', 'default', 'credit_card', '{"from": "2026-06-01T00:00:00Z", "to": "2026-06-22T00:00:00Z"}', 'running', 'max', now(), now())
                """
                        .formatted(id));
        String at = "/api/training-runs/" + id;
        assertThat(max.get(at).get("status").asString()).isEqualTo("running");

        try (OnefoldServer _ = OnefoldServer.start(0, ServerFixture.SECURITY, onefold.rooms)) {
            JsonNode run = max.get(at);

            assertThat(run.get("status").asString()).isEqualTo("failed");
            assertThat(run.get("reason").asString()).contains("the server stopped");
        }
    }
}
