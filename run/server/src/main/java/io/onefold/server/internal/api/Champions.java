package io.onefold.server.internal.api;

import io.onefold.fraud.FraudType;
import io.onefold.scoring.registry.ModelRegistry;
import io.onefold.scoring.registry.ModelVersion;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// The models that decide, by fraud type.
@Component
class Champions {

    static final String MODEL_TYPE = "gradient_boosting";

    private final ModelRegistry registry;

    Champions(ModelRegistry registry) {
        this.registry = registry;
    }

    Map<String, ModelVersion> byType() {
        Map<String, ModelVersion> models = new TreeMap<>();
        for (String type : FraudType.wireNames()) {
            registry.champion(type).ifPresent(model -> models.put(type, model));
        }
        return models;
    }
}
