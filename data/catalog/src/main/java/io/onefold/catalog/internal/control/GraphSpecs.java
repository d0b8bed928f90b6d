package io.onefold.catalog.internal.control;

import io.onefold.catalog.GraphSpec;
import io.onefold.catalog.json.Json;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.DatasetName;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Makes graphs of the control rows, edited by hand or not. What is not active is left out, and so
/// is what hangs on it.
public final class GraphSpecs {

    private static final int BATCH_SIZE = 5_000;

    private GraphSpecs() {}

    /// The graph of a name, if any row speaks of it.
    public static Optional<GraphSpec> find(ControlRows rows, String graph) throws SQLException {
        Map<String, String> ofGraph = Map.of("graph", graph);
        List<JsonNode> nodes = active(rows.matching(ControlTable.NODE_LABEL_MAPPING, ofGraph));
        List<JsonNode> definitions = active(rows.matching(ControlTable.GRAPH_DEFINITION, ofGraph));
        if (nodes.isEmpty() && definitions.isEmpty()) {
            return Optional.empty();
        }
        JsonNode definition = definitions.isEmpty() ? Json.object() : definitions.getFirst();
        Map<String, Map<String, String>> excluded = SourceSpecs.excluded(rows);
        Map<String, GraphSpec.Node> byName =
                nodes.stream()
                        .map(node -> node(node, excluded))
                        .collect(
                                Collectors.toMap(
                                        node -> node.label() + "@" + node.dataset(),
                                        Function.identity()));
        return Optional.of(
                new GraphSpec(
                        graph,
                        byName.values().stream()
                                .sorted(
                                        Comparator.comparing(GraphSpec.Node::label)
                                                .thenComparing(GraphSpec.Node::dataset))
                                .toList(),
                        active(rows.matching(ControlTable.RELATIONSHIP_MAPPING, ofGraph)).stream()
                                .filter(
                                        row ->
                                                byName.containsKey(text(row, "from_end"))
                                                        && byName.containsKey(text(row, "to_end")))
                                .map(row -> relationship(row, byName))
                                .toList(),
                        active(rows.matching(ControlTable.IDENTIFIER_MAPPING, ofGraph)).stream()
                                .filter(row -> byName.containsKey(text(row, "from_end")))
                                .map(row -> identifier(row, byName))
                                .toList(),
                        fraud(definition),
                        options(definition)));
    }

    /// The names of all graphs.
    public static List<String> names(ControlRows rows) throws SQLException {
        return Stream.concat(
                        rows.all(ControlTable.GRAPH_DEFINITION).stream(),
                        rows.all(ControlTable.NODE_LABEL_MAPPING).stream())
                .map(row -> text(row.values(), "graph"))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<JsonNode> active(List<ControlRow> rows) {
        return rows.stream()
                .<JsonNode>map(ControlRow::values)
                .filter(row -> Nodes.flag(row, "is_active", true))
                .toList();
    }

    private static GraphSpec.Node node(JsonNode row, Map<String, Map<String, String>> excluded) {
        DatasetName dataset = new DatasetName(text(row, "source_name"), text(row, "table_name"));
        Set<String> out = excluded.getOrDefault(dataset.toString(), Map.of()).keySet();
        return new GraphSpec.Node(
                dataset, text(row, "node_label"), Nodes.texts(row, "key_columns"), out);
    }

    private static GraphSpec.End end(JsonNode row, String side, Map<String, GraphSpec.Node> nodes) {
        GraphSpec.Node node = Objects.requireNonNull(nodes.get(text(row, side + "_end")));
        return new GraphSpec.End(node.dataset(), node.label(), Nodes.texts(row, side + "_columns"));
    }

    private static GraphSpec.Relationship relationship(
            JsonNode row, Map<String, GraphSpec.Node> nodes) {
        String junction = Nodes.text(row, "junction");
        return new GraphSpec.Relationship(
                text(row, "relationship_type"),
                end(row, "from", nodes),
                end(row, "to", nodes),
                junction == null
                        ? null
                        : new GraphSpec.Junction(
                                DatasetName.parse(junction),
                                Nodes.texts(row, "junction_from"),
                                Nodes.texts(row, "junction_to")),
                text(row, "normaliser"),
                Nodes.texts(row, "property_columns"),
                Nodes.text(row, "join_text"),
                Nodes.text(row, "description"),
                row.path("execution_order").asInt());
    }

    private static GraphSpec.Identifier identifier(
            JsonNode row, Map<String, GraphSpec.Node> nodes) {
        return new GraphSpec.Identifier(
                text(row, "identifier_label"),
                text(row, "relationship_type"),
                end(row, "from", nodes),
                DatasetName.parse(text(row, "value_dataset")),
                Nodes.texts(row, "join_columns"),
                text(row, "value_column"),
                Nodes.text(row, "seen_at_column"),
                row.path("hub_above").asInt(),
                text(row, "normaliser"));
    }

    private static GraphSpec.@Nullable Fraud fraud(JsonNode definition) {
        String dataset = Nodes.text(definition, "fraud_dataset");
        return dataset == null
                ? null
                : new GraphSpec.Fraud(
                        DatasetName.parse(dataset),
                        Nodes.texts(definition, "fraud_key"),
                        text(definition, "fraud_known_at"));
    }

    private static GraphSpec.Options options(JsonNode definition) {
        return new GraphSpec.Options(
                Nodes.text(definition, "customer_label"),
                definition.path("max_dead_letters").asLong(0),
                definition.path("batch_size").asInt(BATCH_SIZE),
                Nodes.flag(definition, "mask_properties", true),
                Json.texts(definition.path("further")));
    }

    private static String text(JsonNode row, String column) {
        return Objects.requireNonNull(Nodes.text(row, column), column);
    }
}
