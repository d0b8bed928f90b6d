package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Payments whose token was accepted a moment ago take a short way; what they see is the same.
class DoorTest {

    private static final Set<String> OF_ONE_ANSWER =
            Set.of("date", "content-length", "idempotent-replay");

    private final ServerFixture onefold = ServerFixture.shared();

    @Test
    void theShortWayAnswersAsTheLongWayDoes() {
        String service = fresh(Permission.FRAUD_DETECTION);
        String payment = PredictTest.payment(UUID.randomUUID().toString(), "20.00");

        HttpResponse<String> first = onefold.post("/predict", service, payment);
        HttpResponse<String> second = onefold.post("/predict", service, payment);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replay")).contains("true");
        assertThat(headers(second)).isEqualTo(headers(first));
    }

    @Test
    void theShortWayRefusesAsTheLongWayDoes() {
        String service = fresh(Permission.FRAUD_DETECTION);
        String wrong = "{\"transaction_id\": \"x\"}";

        HttpResponse<String> first = onefold.post("/predict", service, wrong);
        HttpResponse<String> second = onefold.post("/predict", service, wrong);
        HttpResponse<String> large =
                onefold.post("/predict", service, "{\"x\": \"" + "x".repeat(70_000) + "\"}");

        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(headers(second)).isEqualTo(headers(first));
        assertThat(large.statusCode()).isEqualTo(413);
    }

    @Test
    void aTokenWithoutThePermissionIsRefusedEachTime() {
        String reader = fresh(Permission.DATA_READ);

        for (int i = 0; i < 3; i++) {
            assertThat(onefold.post("/predict", reader, "{}").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aTokenThatChangedByOneLetterIsNotTheOneThatWasAccepted() {
        String service = fresh(Permission.FRAUD_DETECTION);
        onefold.post("/predict", service, "{}");

        assertThat(onefold.post("/predict", service + "x", "{}").statusCode()).isEqualTo(401);
    }

    private String fresh(Permission permission) {
        return onefold.token(service(permission));
    }

    private static Principal service(Permission permission) {
        return new Principal("door-" + UUID.randomUUID(), Set.of(), Set.of(permission), false);
    }

    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> OF_ONE_ANSWER.contains(name.toLowerCase(Locale.ROOT)));
        return headers;
    }
}
