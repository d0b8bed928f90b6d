package io.onefold.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The load against another HTTP server than ours.
class SenderTest {

    private static final String TOKEN = "a.token";

    private final Set<String> transactions = ConcurrentHashMap.newKeySet();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/predict", this::decide);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asManyAreSentAsPlannedEachAnotherPayment() throws IOException {
        Outcome outcome = send(Plan.atOnce("/predict", "crowd", 200));

        assertThat(outcome.good()).isEqualTo(180);
        assertThat(outcome.shed()).isEqualTo(10);
        assertThat(outcome.other()).isEqualTo(10);
        assertThat(outcome.latency().getTotalCount()).isEqualTo(180);
        assertThat(transactions).hasSize(200).contains("TXN_crowd_0", "TXN_crowd_199");
    }

    @Test
    void anOpenLoadSendsAtItsRateAndTakesItsTime() throws IOException {
        Outcome outcome = send(Plan.open("/predict", "open", 50, 400, 0.5));

        assertThat(outcome.good() + outcome.shed() + outcome.other()).isEqualTo(200);
        assertThat(outcome.seconds()).isGreaterThan(0.45);
    }

    @Test
    void aClosedLoadGoesOnUntilTheTimeIsUp() throws IOException {
        Outcome outcome = send(Plan.closed("/predict", "closed", 4, 0.3));

        assertThat(outcome.good() + outcome.shed() + outcome.other())
                .isEqualTo(transactions.size())
                .isGreaterThanOrEqualTo(4);
        assertThat(outcome.seconds()).isGreaterThan(0.3);
    }

    @Test
    void plansAndOutcomesPassBetweenProcesses() throws IOException {
        Plan plan = Plan.open("/predict", "word", 7, 12.5, 2);
        assertThat(Plan.parse(plan.line())).isEqualTo(plan);

        try (LoadProcess load = LoadProcess.start(server.getAddress().getPort(), TOKEN)) {
            Outcome outcome = load.send(Plan.atOnce("/predict", "process", 20));

            assertThat(outcome.good()).isEqualTo(18);
            assertThat(outcome.millis(50)).isPositive();
        }
    }

    private Outcome send(Plan plan) throws IOException {
        return new Sender(plan, server.getAddress().getPort(), TOKEN).send();
    }

    /// Of twenty, one is to come again, one fails; answers of even numbers come in chunks.
    private void decide(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode payment = JsonMapper.shared().readTree(exchange.getRequestBody());
            String id = payment.get("transaction_id").asString();
            int number = Integer.parseInt(id.substring(id.lastIndexOf('_') + 1));
            boolean whole =
                    payment.get("amount").isNumber()
                            && payment.get("foreign_transaction").isBoolean()
                            && ("Bearer " + TOKEN)
                                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
            transactions.add(id);
            int status = !whole ? 400 : number % 20 == 0 ? 429 : number % 20 == 1 ? 503 : 200;
            if (status == 429) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            byte[] body = ("{\"of\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, number % 2 == 0 ? 0 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
