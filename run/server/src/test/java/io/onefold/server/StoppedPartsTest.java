package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class StoppedPartsTest {

    @Test
    void withoutPostgresHealthIs503AndRequestsAreAskedToComeAgain() throws IOException {
        ServerFixture onefold = new ServerFixture();
        try {
            String token = onefold.operator();
            assertThat(onefold.get("/health", null).statusCode()).isEqualTo(200);

            onefold.postgres.close();

            HttpResponse<String> health = onefold.get("/health", null);
            HttpResponse<String> runs = onefold.get("/api/runs", token);
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"unhealthy\"").contains("\"postgres\":\"down\"");
            assertThat(runs.statusCode()).as(runs.body()).isEqualTo(503);
            assertThat(runs.headers().firstValue("Retry-After")).isPresent();
            assertThat(runs.body()).contains("urn:onefold:problem:unavailable");
        } finally {
            onefold.close();
        }
    }
}
