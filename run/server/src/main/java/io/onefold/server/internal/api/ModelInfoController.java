package io.onefold.server.internal.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.onefold.fraud.Caller;
import io.onefold.model.access.Permission;
import io.onefold.scoring.measure.Metrics;
import io.onefold.scoring.registry.Lineage;
import io.onefold.scoring.registry.ModelCard;
import io.onefold.scoring.registry.ModelVersion;
import io.onefold.server.internal.security.CurrentCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the models that decide are, as the reference tells it.
@RestController
@Tag(name = "models")
class ModelInfoController {

    private static final int FEATURES_SHOWN = 10;

    private final Champions champions;

    /// @param performance by fraud type
    /// @param featureImportance by fraud type, the ten most important
    record ModelInfo(
            String modelType,
            List<String> fraudTypes,
            Map<String, Performance> performance,
            Map<String, List<ModelCard.Importance>> featureImportance) {}

    /// @param featuresUsed how many
    /// @param fraudRate of the rows it learned from
    record Performance(
            Instant trainingDate,
            int featuresUsed,
            long trainingSamples,
            long testSamples,
            @Nullable Double accuracy,
            @Nullable Double rocAuc,
            double fraudRate,
            @Nullable Double averagePrecision,
            @JsonProperty("precision_at_100") @Nullable Double precisionAt100,
            @Nullable Double brier,
            @Nullable Double calibrationError,
            int version,
            String hash) {}

    ModelInfoController(Champions champions) {
        this.champions = champions;
    }

    @GetMapping("/model-info")
    @Operation(summary = "What decides now, how good it is, and what it looks at")
    ModelInfo modelInfo(Caller caller) {
        CurrentCaller.require(caller, Permission.FRAUD_DETECTION);
        Map<String, ModelVersion> models = champions.byType();
        Map<String, Performance> performance = new TreeMap<>();
        Map<String, List<ModelCard.Importance>> importance = new TreeMap<>();
        models.forEach(
                (type, model) -> {
                    performance.put(type, performance(model));
                    importance.put(
                            type,
                            model.card().importance().stream().limit(FEATURES_SHOWN).toList());
                });
        return new ModelInfo(
                Champions.MODEL_TYPE, List.copyOf(models.keySet()), performance, importance);
    }

    private static Performance performance(ModelVersion model) {
        Lineage lineage = model.lineage();
        Metrics metrics = model.card().metrics();
        return new Performance(
                lineage.trainedAt(),
                model.card().importance().size(),
                lineage.rows(),
                metrics.rows(),
                metrics.accuracy(),
                metrics.auc(),
                lineage.rows() == 0 ? 0 : lineage.frauds() / (double) lineage.rows(),
                metrics.averagePrecision(),
                metrics.cardPrecisionAt100(),
                metrics.brier(),
                metrics.calibrationError(),
                model.version(),
                model.hash());
    }
}
