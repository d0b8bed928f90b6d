package io.onefold.server.internal.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.onefold.fraud.FraudType;
import io.onefold.model.Release;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.server.Rooms;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Says whether the server lives and how it does; open to everybody, so it names no data.
@RestController
@Tag(name = "status")
@SecurityRequirements
class StatusController {

    private static final String VERSION = Release.version();

    private final PrometheusMeterRegistry metrics;
    private final Rooms rooms;
    private final Champions champions;
    private final Clock clock;
    private final Instant started;

    StatusController(
            PrometheusMeterRegistry metrics, Rooms rooms, Champions champions, Clock clock) {
        this.champions = champions;
        this.metrics = metrics;
        this.rooms = rooms;
        this.clock = clock;
        this.started = clock.instant();
    }

    @GetMapping(path = "/", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What this is and where to go")
    Map<String, Object> root() {
        return Map.of(
                "message",
                "Onefold",
                "version",
                VERSION,
                "status",
                "running",
                "endpoints",
                Map.of(
                        "health", "/health",
                        "predict", "/predict",
                        "batch_predict", "/batch-predict",
                        "model_info", "/model-info",
                        "metrics", "/metrics",
                        "docs", "/docs"));
    }

    @GetMapping(path = "/health", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "healthy, or unhealthy (503) with the parts that do not answer")
    ResponseEntity<Map<String, Object>> health() {
        Map<String, Object> parts = new LinkedHashMap<>();
        rooms.health().forEach(check -> parts.put(check.part(), check.answers() ? "up" : "down"));
        boolean healthy = !parts.containsValue("down");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", healthy ? "healthy" : "unhealthy");
        Map<String, ModelVersion> models = healthy ? champions.byType() : Map.of();
        body.put("model_type", Champions.MODEL_TYPE);
        body.put("fraud_types", FraudType.wireNames());
        body.put("last_training", lastTraining(models));
        body.put("total_models", models.size());
        body.put("uptime_seconds", uptime().toSeconds());
        body.put("parts", parts);
        return ResponseEntity.status(healthy ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(body);
    }

    @GetMapping(path = "/metrics")
    @Operation(
            summary =
                    "Metrics in Prometheus' text format, or a short JSON summary for those who accept it")
    ResponseEntity<Object> metrics(
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept) {
        if (!accept.contains(MediaType.APPLICATION_JSON_VALUE)) {
            return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(metrics.scrape());
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("uptime_seconds", uptime().toSeconds());
        summary.put("uptime_hours", uptime().toSeconds() / 3600.0);
        int models = champions.byType().size();
        summary.put("model_loaded", models > 0);
        summary.put("total_models", models);
        summary.put("api_version", VERSION);
        summary.put("status", "running");
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(summary);
    }

    private static String lastTraining(Map<String, ModelVersion> models) {
        return models.values().stream()
                .map(model -> model.lineage().trainedAt())
                .max(Comparator.naturalOrder())
                .map(Instant::toString)
                .orElse("never");
    }

    private Duration uptime() {
        return Duration.between(started, clock.instant());
    }
}
