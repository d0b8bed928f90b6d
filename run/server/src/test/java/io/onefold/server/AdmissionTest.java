package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final String SLOW =
            "{\"sql\": \"select count(*) from range(400000000) a where a.range % 7 = 3\"}";

    private final ServerFixture onefold = ServerFixture.shared();

    @Test
    void beyondTheLimitRequestsAreAskedToComeAgain() {
        try (OnefoldServer server =
                server(new ServingLimits(1, 1_000, 1_000, Duration.ofSeconds(20)))) {
            CompletableFuture<HttpResponse<String>> slow = begin(server);

            HttpResponse<String> more = get(server, "/api/sources");
            HttpResponse<String> health = get(server, "/health");

            assertThat(more.statusCode()).isEqualTo(429);
            assertThat(more.headers().firstValue("Retry-After")).isPresent();
            assertThat(more.body()).contains("urn:onefold:problem:overloaded");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(slow.join().statusCode()).isEqualTo(200);
            assertThat(get(server, "/api/sources").statusCode()).isEqualTo(200);
            assertThat(get(server, "/metrics").body())
                    .contains("requests_shed_total{reason=\"overloaded\"} 1.0");
        }
    }

    @Test
    void aClientThatSendsTooMuchIsAskedToComeAgainAndOthersAreNot() {
        try (OnefoldServer server = server(new ServingLimits(100, 1, 2, Duration.ofSeconds(20)))) {
            int refused = 0;
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> answer = get(server, "/api/sources");
                if (answer.statusCode() == 429) {
                    refused++;
                    assertThat(answer.body()).contains("urn:onefold:problem:rate-limited");
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                }
            }

            assertThat(refused).isPositive();
            assertThat(onefold.send(request(server, "/api/sources"), onefold.reader()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aServerThatStopsFinishesWhatIsUnderWayAndTakesNothingNew() {
        OnefoldServer server = server(new ServingLimits(100, 1_000, 1_000, Duration.ofSeconds(60)));
        CompletableFuture<HttpResponse<String>> slow = begin(server);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
        Awaiting.until(() -> get(server, "/api/sources").statusCode() == 503 || slow.isDone());

        assertThat(slow.join().statusCode()).isEqualTo(200);
        closed.join();
    }

    /// Sends a request that takes a while, and returns once it is under way.
    private CompletableFuture<HttpResponse<String>> begin(OnefoldServer server) {
        HttpRequest.Builder request =
                request(server, "/api/sql")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(SLOW));
        CompletableFuture<HttpResponse<String>> slow =
                CompletableFuture.supplyAsync(() -> onefold.send(request, onefold.operator()));
        Awaiting.until(
                () ->
                        slow.isDone()
                                || get(server, "/metrics")
                                        .body()
                                        .contains("requests_in_flight 1.0"));
        return slow;
    }

    private OnefoldServer server(ServingLimits limits) {
        return OnefoldServer.start(
                0,
                ServerFixture.SECURITY,
                new Rooms(
                        onefold.path,
                        onefold.rooms.queries(),
                        onefold.rooms.health(),
                        onefold.deciding,
                        limits));
    }

    private HttpResponse<String> get(OnefoldServer server, String at) {
        return onefold.send(request(server, at), onefold.operator());
    }

    private static HttpRequest.Builder request(OnefoldServer server, String at) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + at));
    }
}
