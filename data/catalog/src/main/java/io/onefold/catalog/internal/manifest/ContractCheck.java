package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.internal.yaml.Pointers;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.Spelling;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Looks through a contract for fields that were probably misspelt, and for promises that nothing
/// keeps.
final class ContractCheck {

    private static final Set<String> ROOT =
            Set.of(
                    "apiVersion",
                    "kind",
                    "id",
                    "name",
                    "version",
                    "status",
                    "tenant",
                    "tags",
                    "domain",
                    "dataProduct",
                    "description",
                    "schema",
                    "support",
                    "price",
                    "team",
                    "roles",
                    "slaDefaultElement",
                    "slaProperties",
                    "servers",
                    "authoritativeDefinitions",
                    "customProperties",
                    "contractCreatedTs");
    private static final Set<String> OBJECT =
            Set.of(
                    "id",
                    "name",
                    "physicalName",
                    "physicalType",
                    "description",
                    "businessName",
                    "authoritativeDefinitions",
                    "tags",
                    "logicalType",
                    "dataGranularityDescription",
                    "properties",
                    "relationships",
                    "quality",
                    "customProperties");
    private static final Set<String> PROPERTY =
            Set.of(
                    "id",
                    "name",
                    "physicalName",
                    "physicalType",
                    "logicalType",
                    "logicalTypeOptions",
                    "description",
                    "businessName",
                    "authoritativeDefinitions",
                    "tags",
                    "primaryKey",
                    "primaryKeyPosition",
                    "required",
                    "unique",
                    "partitioned",
                    "partitionKeyPosition",
                    "classification",
                    "encryptedName",
                    "transformSourceObjects",
                    "transformLogic",
                    "transformDescription",
                    "examples",
                    "criticalDataElement",
                    "relationships",
                    "quality",
                    "customProperties",
                    "properties",
                    "items");
    private static final Set<String> KEPT_OPTIONS = Set.of("timezone", "format", "defaultTimezone");

    private final JsonNode document;
    private final Report report;

    ContractCheck(JsonNode document, Report report) {
        this.document = document;
        this.report = report;
    }

    void run() {
        misspelt(document, "", ROOT);
        List<JsonNode> objects = Nodes.elements(document, "schema");
        for (int i = 0; i < objects.size(); i++) {
            String at = Pointers.element(ContractKind.SCHEMA, i);
            misspelt(objects.get(i), at, OBJECT);
            List<JsonNode> properties = Nodes.elements(objects.get(i), "properties");
            for (int j = 0; j < properties.size(); j++) {
                property(properties.get(j), Pointers.element(at + "/properties", j));
            }
        }
    }

    private void property(JsonNode property, String at) {
        misspelt(property, at, PROPERTY);
        Set<String> options = new TreeSet<>(property.path("logicalTypeOptions").propertyNames());
        options.removeAll(KEPT_OPTIONS);
        if (!options.isEmpty()) {
            report.warning(
                    at + "/logicalTypeOptions",
                    "nothing holds rows to "
                            + options
                            + "; write it as a quality rule of engine onefold",
                    "not-enforced");
        }
    }

    /// Unknown fields survive; one that is nearly a known one is more likely a slip.
    private void misspelt(JsonNode holder, String pointer, Set<String> known) {
        for (String key : holder.propertyNames()) {
            if (!known.contains(key)) {
                Spelling.nearest(key, new TreeSet<>(known))
                        .ifPresent(
                                near ->
                                        report.errorAtKey(
                                                Pointers.member(pointer, key),
                                                "unknown key '"
                                                        + key
                                                        + "' in "
                                                        + Pointers.shown(pointer)
                                                        + "; did you mean '"
                                                        + near
                                                        + "'?",
                                                "unknown-key"));
            }
        }
    }
}
