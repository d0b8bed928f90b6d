package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.fraud.port.DecisionStore;
import io.onefold.fraud.port.Keys;
import io.onefold.scoring.registry.ModelRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Model, store and state fail in turn under a server that decides; nothing is approved, and what
/// was refused is decided by the same request once the fault is over.
@Tag("decisions-15")
class FaultsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAYMENTS = 20;

    /// Judges one type, and reviews where there is no score.
    private static final String CAREFUL =
            """
            {"id": "careful", "fraud_type": "money_laundering", "on_failure": "review", "bands": [
              {"below": 0.1, "level": "LOW", "action": "APPROVE"},
              {"level": "CRITICAL", "action": "BLOCK_ACCOUNT"}]}
            """;

    /// What does not work right now: nothing, model, store or state.
    private static final AtomicReference<String> FAULT = new AtomicReference<>("nothing");

    private static final AtomicInteger LOOKED_UP = new AtomicInteger();

    private static final ServerFixture ONEFOLD = ServerFixture.shared();
    private static Deciding deciding;
    private static OnefoldServer server;

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void aServerWhosePartsFail() {
        ServerFixture.publish(ONEFOLD.decisions.policies(), "careful", CAREFUL);
        DecisionPorts ports = ONEFOLD.deciding.ports();
        deciding =
                Deciding.open(
                        new DecisionPorts(
                                failing(DecisionStore.class, ports.store(), "store", "append"),
                                failing(Keys.class, ports.keys(), "state", "hmac"),
                                ports.rules(),
                                ports.policies(),
                                failing(ModelRegistry.class, ports.registry(), "model", "inForce"),
                                ports.alerts(),
                                ports.cases(),
                                ports.labels(),
                                ports.events(),
                                ports.lists(),
                                ports.suppressions(),
                                ports.plans(),
                                ports.state(),
                                ports.outcomes(),
                                ports.commits(),
                                (tenant, user) -> Optional.empty()),
                        ONEFOLD.path.settings(),
                        ONEFOLD.path.clock());
        server =
                OnefoldServer.start(
                        0,
                        ServerFixture.SECURITY,
                        new Rooms(ONEFOLD.path, ONEFOLD.rooms.queries(), List.of(), deciding));
    }

    @AfterAll
    static void close() {
        server.close();
        deciding.close();
        ONEFOLD.decisions
                .policies()
                .move("careful", 1, io.onefold.fraud.port.Mode.RETIRED, ServerFixture.OPERATOR);
        ONEFOLD.deciding.reload();
    }

    /// The port as it is, but for one method while the fault lasts: the registry has no model then,
    /// the store does not keep, and the state cannot be looked up, for a request's first key is not
    /// made.
    private static <T> T failing(Class<T> port, T real, String fault, String method) {
        return port.cast(
                Proxy.newProxyInstance(
                        port.getClassLoader(),
                        new Class<?>[] {port},
                        (proxy, called, arguments) -> {
                            if (FAULT.get().equals(fault)
                                    && called.getName().equals(method)
                                    && (!fault.equals("state")
                                            || LOOKED_UP.getAndIncrement() == 0)) {
                                return failure(called.getReturnType());
                            }
                            try {
                                return called.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }

    private static Object failure(Class<?> answer) {
        if (answer == List.class) {
            return List.of();
        }
        throw new IllegalStateException("down");
    }

    private static void set(String fault) {
        FAULT.set(fault);
        deciding.reload();
    }

    private HttpResponse<String> predict(String type, int i) {
        LOOKED_UP.set(0);
        return ONEFOLD.send(
                java.net.http.HttpRequest.newBuilder(
                                java.net.URI.create(
                                        "http://127.0.0.1:" + server.port() + "/predict"))
                        .header("Content-Type", "application/json")
                        .POST(
                                java.net.http.HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"transaction_id": "%1$s-%2$s-%3$d", "fraud_type": "%2$s", "amount": 20,
                                         "user_id": "%1$s-%3$d", "device_id": "d-%3$d"}
                                        """
                                                .formatted(run, type, i))),
                ONEFOLD.service());
    }

    @ParameterizedTest
    @CsvSource({
        "model, model-unavailable, 200",
        "store, store-unavailable, 503",
        "state, state-unavailable, 200",
    })
    void nothingIsApprovedWhileAPartFails(String fault, String code, int careful) {
        TreeMap<String, Integer> seen = new TreeMap<>();
        set(fault);
        try {
            for (int i = 0; i < PAYMENTS; i++) {
                HttpResponse<String> refused = predict("credit_card", i);
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.body()).contains("urn:onefold:problem:" + code + "\"");
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                HttpResponse<String> reviewed = predict("money_laundering", i);
                assertThat(reviewed.statusCode()).as(reviewed.body()).isEqualTo(careful);
                if (careful == 200) {
                    degraded(JSON.readTree(reviewed.body()));
                }
                assertThat(refused.body() + reviewed.body()).doesNotContain("APPROVE");
                seen.merge("credit_card " + refused.statusCode(), 1, Integer::sum);
                seen.merge("money_laundering " + reviewed.statusCode(), 1, Integer::sum);
            }
        } finally {
            set("nothing");
        }
        System.out.println(fault + " failing: " + seen + ", approved: 0");
        assertThat(kept("credit_card")).isZero();
        over(careful);
    }

    private static void degraded(JsonNode answer) {
        assertThat(answer.get("recommended_action").asString()).isEqualTo("REVIEW");
        assertThat(answer.get("fraud_probability").isNull()).isTrue();
        assertThat(answer.get("risk_level").isNull()).isTrue();
        assertThat(answer.get("flags").valueStream().map(JsonNode::asString)).contains("degraded");
    }

    /// The same requests again: what was refused is decided, what was reviewed stays so.
    private void over(int careful) {
        for (int i = 0; i < PAYMENTS; i++) {
            JsonNode decided = JSON.readTree(predict("credit_card", i).body());
            assertThat(decided.get("recommended_action").asString()).isEqualTo("APPROVE");
            JsonNode other = JSON.readTree(predict("money_laundering", i).body());
            assertThat(other.get("recommended_action").asString())
                    .isEqualTo(careful == 200 ? "REVIEW" : "APPROVE");
        }
        assertThat(kept("credit_card")).isEqualTo(PAYMENTS);
        assertThat(kept("money_laundering")).isEqualTo(PAYMENTS);
        assertThat(
                        ONEFOLD.rows(
                                "select count(*) from decisions.fraud_alerts where alert_type = 'degraded' and transaction_id like '"
                                        + run
                                        + "-%'"))
                .isEqualTo(careful == 200 ? PAYMENTS : 0);
    }

    private long kept(String type) {
        return ONEFOLD.rows(
                "select count(*) from decisions.transactions where transaction_id like '"
                        + run
                        + "-"
                        + type
                        + "-%'");
    }
}
