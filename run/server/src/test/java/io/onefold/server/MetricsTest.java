package io.onefold.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The names that dashboards and alerts ask for are there from the first decision on.
final class MetricsTest {

    private static final List<String> NAMES =
            List.of(
                    "fraud_predictions_total{fraud_type=\"credit_card\"}",
                    "fraud_detected_total{fraud_type=\"credit_card\"}",
                    "prediction_duration_seconds_bucket{fraud_type=\"credit_card\",le=\"+Inf\"}",
                    "model_accuracy{fraud_type=\"credit_card\"}",
                    "model_average_precision{fraud_type=\"credit_card\"}",
                    "model_precision_at_100{fraud_type=\"credit_card\"}",
                    "model_calibration_error{fraud_type=\"credit_card\"}",
                    "fraud_alert_rate{fraud_type=\"credit_card\"}",
                    "decision_commit_seconds_count",
                    "decision_commit_seconds_sum",
                    "decision_queue_depth",
                    "requests_shed_total{reason=\"overloaded\"}",
                    "feature_late_events_total",
                    "label_delay_seconds_count");

    private final ServerFixture onefold = ServerFixture.shared();

    @Test
    void everyMeasureIsShownInPrometheusForm() {
        assertThat(
                        onefold.post(
                                        "/predict",
                                        onefold.service(),
                                        "{\"transaction_id\": \"measured\", \"amount\": 900, \"user_id\": \"m1\"}")
                                .statusCode())
                .isEqualTo(200);
        assertThat(
                        onefold.post(
                                        "/api/labels",
                                        onefold.analyst(),
                                        "{\"transaction_id\": \"measured\", \"label\": \"fraud\", \"source\": \"test\"}")
                                .statusCode())
                .isBetween(200, 201);
        onefold.deciding.measure();

        HttpResponse<String> metrics =
                onefold.send(
                        HttpRequest.newBuilder(onefold.uri("/metrics"))
                                .header("Accept", "text/plain"),
                        null);

        assertThat(metrics.statusCode()).isEqualTo(200);
        for (String name : NAMES) {
            assertThat(metrics.body().lines().filter(line -> line.startsWith(name + " ")))
                    .as(name)
                    .hasSize(1);
        }
    }
}
