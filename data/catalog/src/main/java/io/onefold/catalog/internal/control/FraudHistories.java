package io.onefold.catalog.internal.control;

import io.onefold.catalog.FraudHistorySpec;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.DatasetName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// Makes histories of payments of their manifests.
public final class FraudHistories {

    private FraudHistories() {}

    /// @param body the manifest's body, whose form is right
    public static FraudHistorySpec spec(String name, JsonNode body) {
        JsonNode label = body.path("label");
        String delay = Nodes.text(label, "delay");
        String typeColumn = Nodes.text(body, "type_column");
        List<String> frauds = Nodes.texts(label, "fraud");
        return new FraudHistorySpec(
                name,
                DatasetName.parse(Nodes.text(body, "dataset", "")),
                typeColumn == null ? Nodes.text(body, "fraud_type", "credit_card") : null,
                typeColumn,
                required(body, "transaction"),
                required(body, "time"),
                required(body, "amount"),
                columns(body, "entities"),
                Nodes.text(body, "latitude"),
                Nodes.text(body, "longitude"),
                columns(body, "request"),
                new FraudHistorySpec.Label(
                        required(label, "column"),
                        frauds.isEmpty() ? List.of("1", "true") : frauds,
                        delay == null ? null : Duration.parse(delay),
                        Nodes.text(label, "known_at")));
    }

    private static Map<String, String> columns(JsonNode body, String key) {
        Map<String, String> columns = new LinkedHashMap<>();
        Nodes.members(body, key)
                .forEach((field, column) -> columns.put(field, column.asString("")));
        return columns;
    }

    private static String required(JsonNode node, String key) {
        return Objects.requireNonNull(Nodes.text(node, key));
    }
}
