package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.ReferenceKind;
import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.ControlTable;
import io.onefold.catalog.internal.yaml.Pointers;
import io.onefold.catalog.json.Json;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.DatasetName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Graphs: which rows are nodes, which joins are relationships, which values connect.
enum GraphKind implements Kind {
    INSTANCE;

    static final String NODES = "/graph/nodes";
    static final String RELATIONSHIPS = "/graph/relationships";
    static final String IDENTIFIERS = "/graph/identifiers";
    static final String FRAUD = "/graph/fraud";

    private static final int HUB_ABOVE = 10;
    private static final int BATCH_SIZE = 5_000;

    @Override
    public void check(Manifest manifest, Report report) {
        new GraphCheck(manifest.body(), report).run();
    }

    @Override
    public List<Reference> references(Manifest manifest) {
        JsonNode body = manifest.body();
        List<Reference> references = new ArrayList<>();
        each(
                body,
                "nodes",
                NODES,
                (node, at) -> dataset(references, Nodes.text(node, "dataset"), at + "/dataset"));
        each(
                body,
                "relationships",
                RELATIONSHIPS,
                (node, at) -> {
                    String via = Nodes.text(node, "via");
                    if (via != null) {
                        dataset(references, GraphTerms.rows(via).dataset().toString(), at + "/via");
                    }
                });
        each(
                body,
                "identifiers",
                IDENTIFIERS,
                (node, at) ->
                        dataset(
                                references,
                                GraphTerms.rows(Nodes.text(node, "value", "")).dataset().toString(),
                                at + "/value"));
        dataset(references, Nodes.text(body.path("fraud"), "dataset"), FRAUD + "/dataset");
        return references;
    }

    @Override
    public List<ControlRow> rows(Manifest manifest) {
        JsonNode body = manifest.body();
        String graph = manifest.name();
        List<ControlRow> rows = new ArrayList<>();
        rows.add(definition(graph, body));
        each(body, "nodes", NODES, (node, at) -> rows.add(node(graph, node)));
        each(
                body,
                "nodes",
                NODES,
                (node, at) -> {
                    DatasetName dataset = DatasetName.parse(Nodes.text(node, "dataset", ""));
                    Nodes.members(node, "exclude")
                            .forEach(
                                    (column, reason) ->
                                            rows.add(
                                                    SiloKind.exclusion(
                                                            dataset.source(),
                                                            dataset.table(),
                                                            column,
                                                            reason.asString())));
                });
        List<JsonNode> relationships = Nodes.elements(body, "relationships");
        for (int i = 0; i < relationships.size(); i++) {
            rows.add(relationship(graph, body, relationships.get(i), i));
        }
        each(
                body,
                "identifiers",
                IDENTIFIERS,
                (node, at) -> rows.add(identifier(graph, body, node)));
        return rows.stream()
                .collect(
                        Collectors.toMap(
                                ControlRow::keyText,
                                row -> row,
                                (first, again) -> first,
                                LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /// The dataset of a side: as written, else the one that feeds its label.
    static DatasetName datasetOf(JsonNode body, GraphTerms.WrittenEnd end) {
        DatasetName written = end.dataset();
        return written != null ? written : feeding(body, end.label()).getFirst();
    }

    /// The datasets that feed a label.
    static List<DatasetName> feeding(JsonNode body, String label) {
        return Nodes.elements(body, "nodes").stream()
                .filter(node -> label.equals(Nodes.text(node, "label")))
                .map(node -> DatasetName.parse(Nodes.text(node, "dataset", "")))
                .toList();
    }

    /// Something done with each element of a list.
    @FunctionalInterface
    interface EachElement {
        void accept(JsonNode element, String pointer);
    }

    static void each(JsonNode body, String key, String pointer, EachElement action) {
        List<JsonNode> elements = Nodes.elements(body, key);
        for (int i = 0; i < elements.size(); i++) {
            action.accept(elements.get(i), Pointers.element(pointer, i));
        }
    }

    private static void dataset(List<Reference> references, @Nullable String name, String pointer) {
        if (name != null) {
            references.add(new Reference(ReferenceKind.DATASET, name, pointer));
        }
    }

    private static ControlRow definition(String graph, JsonNode body) {
        JsonNode options = body.path("options");
        JsonNode fraud = body.path("fraud");
        ObjectNode row = Json.object();
        row.put("graph", graph);
        row.put("customer_label", Nodes.text(options, "customer_label"));
        row.put("max_dead_letters", options.path("max_dead_letters").asLong(0));
        row.put("batch_size", options.path("batch_size").asInt(BATCH_SIZE));
        row.put("mask_properties", Nodes.flag(options, "mask", true));
        row.put("fraud_dataset", Nodes.text(fraud, "dataset"));
        row.set(
                "fraud_key",
                fraud.has("key") ? Json.texts(Nodes.texts(fraud, "key")) : Json.nothing());
        row.put("fraud_known_at", Nodes.text(fraud, "known_at"));
        row.set("further", options.has("further") ? options.get("further") : Json.object());
        row.put("is_active", true);
        return new ControlRow(ControlTable.GRAPH_DEFINITION, row);
    }

    private static ControlRow node(String graph, JsonNode node) {
        DatasetName dataset = DatasetName.parse(Nodes.text(node, "dataset", ""));
        ObjectNode row = Json.object();
        row.put("graph", graph);
        row.put("source_name", dataset.source());
        row.put("table_name", dataset.table());
        row.put("node_label", Nodes.text(node, "label"));
        row.set("key_columns", Json.texts(Nodes.texts(node, "key")));
        row.put("is_active", true);
        return new ControlRow(ControlTable.NODE_LABEL_MAPPING, row);
    }

    private static ControlRow relationship(String graph, JsonNode body, JsonNode node, int index) {
        ObjectNode row = Json.object();
        row.put("graph", graph);
        row.put("relationship_type", Nodes.text(node, "type"));
        end(row, "from", body, node);
        end(row, "to", body, node);
        String via = Nodes.text(node, "via");
        int half = via == null ? 0 : GraphTerms.end(Nodes.text(node, "from", "")).columns().size();
        GraphTerms.Rows junction = via == null ? null : GraphTerms.rows(via);
        row.put("junction", junction == null ? null : junction.dataset().toString());
        row.set(
                "junction_from",
                junction == null
                        ? Json.nothing()
                        : Json.texts(junction.columns().subList(0, half)));
        row.set(
                "junction_to",
                junction == null
                        ? Json.nothing()
                        : Json.texts(junction.columns().subList(half, junction.columns().size())));
        row.put("normaliser", Nodes.text(node, "normaliser", "exact"));
        row.set("property_columns", Json.texts(Nodes.texts(node, "properties")));
        row.put("join_text", Nodes.text(node, "join_text"));
        row.put("description", Nodes.text(node, "description"));
        row.put("is_active", true);
        row.put("execution_order", Objects.requireNonNullElse(Nodes.integer(node, "order"), index));
        return new ControlRow(ControlTable.RELATIONSHIP_MAPPING, row);
    }

    private static void end(ObjectNode row, String side, JsonNode body, JsonNode node) {
        GraphTerms.WrittenEnd end = GraphTerms.end(Nodes.text(node, side, ""));
        row.put(side + "_end", GraphTerms.mapping(end.label(), datasetOf(body, end)));
        row.set(side + "_columns", Json.texts(end.columns()));
    }

    private static ControlRow identifier(String graph, JsonNode body, JsonNode node) {
        GraphTerms.Rows value = GraphTerms.rows(Nodes.text(node, "value", ""));
        int last = value.columns().size() - 1;
        ObjectNode row = Json.object();
        row.put("graph", graph);
        row.put("identifier_label", Nodes.text(node, "label"));
        row.put("relationship_type", Nodes.text(node, "type"));
        end(row, "from", body, node);
        row.put("value_dataset", value.dataset().toString());
        row.set("join_columns", Json.texts(value.columns().subList(0, last)));
        row.put("value_column", value.columns().get(last));
        row.put("seen_at_column", Nodes.text(node, "seen_at"));
        row.put("hub_above", node.path("hub_above").asInt(HUB_ABOVE));
        row.put("normaliser", Nodes.text(node, "normaliser", "exact"));
        row.put("is_active", true);
        return new ControlRow(ControlTable.IDENTIFIER_MAPPING, row);
    }
}
