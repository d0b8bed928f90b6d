package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.internal.yaml.Pointers;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.DatasetName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// A silo's column that a manifest cannot do without.
///
/// @param dataset its dataset
/// @param column its name in the silo
/// @param pointer where the manifest needs it
public record NeededColumn(DatasetName dataset, String column, String pointer) {

    /// The columns a manifest needs: keys and joins of graphs, columns of contracts and answers.
    public static List<NeededColumn> of(Manifest manifest) {
        return switch (manifest.type()) {
            case ROLE, USER, SOURCE, WORKFLOW, FRAUD_RULE, FRAUD_POLICY -> List.of();
            case CONTRACT -> ofContract(manifest.document());
            case GRAPH -> ofGraph(manifest.body());
            case QUERY -> ofQuery(manifest.body());
            case FRAUD_HISTORY -> HistoryKind.needed(manifest.body());
        };
    }

    private static List<NeededColumn> ofContract(JsonNode document) {
        List<NeededColumn> needed = new ArrayList<>();
        List<JsonNode> objects = Nodes.elements(document, "schema");
        for (int i = 0; i < objects.size(); i++) {
            DatasetName dataset = DatasetName.parse(Nodes.text(objects.get(i), "physicalName", ""));
            String at = Pointers.element(ContractKind.SCHEMA, i) + "/properties";
            List<JsonNode> properties = Nodes.elements(objects.get(i), "properties");
            for (int j = 0; j < properties.size(); j++) {
                ofProperty(needed, dataset, properties.get(j), Pointers.element(at, j));
            }
        }
        return needed;
    }

    private static void ofProperty(
            List<NeededColumn> needed, DatasetName dataset, JsonNode property, String pointer) {
        String expression = Nodes.text(property, "transformLogic");
        if (expression != null) {
            add(needed, dataset, List.copyOf(SqlNames.mentioned(expression)), pointer);
        }
        if (expression == null || property.has("physicalName")) {
            String name = Nodes.text(property, "name", "");
            add(needed, dataset, List.of(Nodes.text(property, "physicalName", name)), pointer);
        }
        ContractReader.normaliseSql(property)
                .forEach(
                        sql -> add(needed, dataset, List.copyOf(SqlNames.mentioned(sql)), pointer));
    }

    /// Its name without regard to case, as engines compare it.
    public String columnFolded() {
        return column.toLowerCase(Locale.ROOT);
    }

    private static List<NeededColumn> ofGraph(JsonNode body) {
        List<NeededColumn> needed = new ArrayList<>();
        GraphKind.each(
                body,
                "nodes",
                GraphKind.NODES,
                (node, at) ->
                        add(
                                needed,
                                DatasetName.parse(Nodes.text(node, "dataset", "")),
                                Nodes.texts(node, "key"),
                                at + "/key"));
        GraphKind.each(
                body,
                "relationships",
                GraphKind.RELATIONSHIPS,
                (node, at) -> {
                    end(needed, body, Nodes.text(node, "from", ""), at + "/from");
                    end(needed, body, Nodes.text(node, "to", ""), at + "/to");
                    String via = Nodes.text(node, "via");
                    if (via != null) {
                        add(
                                needed,
                                GraphTerms.rows(via).dataset(),
                                GraphTerms.rows(via).columns(),
                                at + "/via");
                    }
                });
        GraphKind.each(
                body,
                "identifiers",
                GraphKind.IDENTIFIERS,
                (node, at) -> {
                    GraphTerms.Rows value = GraphTerms.rows(Nodes.text(node, "value", ""));
                    end(needed, body, Nodes.text(node, "from", ""), at + "/from");
                    add(needed, value.dataset(), value.columns(), at + "/value");
                });
        return needed;
    }

    private static List<NeededColumn> ofQuery(JsonNode body) {
        List<NeededColumn> needed = new ArrayList<>();
        GraphKind.each(
                body,
                "columns",
                QueryKind.COLUMNS,
                (column, at) -> {
                    String of = Nodes.text(column, "of", "");
                    int dot = of.lastIndexOf('.');
                    add(
                            needed,
                            DatasetName.parse(of.substring(0, dot)),
                            List.of(of.substring(dot + 1)),
                            at + "/of");
                });
        return needed;
    }

    private static void end(List<NeededColumn> needed, JsonNode body, String text, String pointer) {
        GraphTerms.WrittenEnd end = GraphTerms.end(text);
        if (end.dataset() != null || !GraphKind.feeding(body, end.label()).isEmpty()) {
            add(needed, GraphKind.datasetOf(body, end), end.columns(), pointer);
        }
    }

    private static void add(
            List<NeededColumn> needed, DatasetName dataset, List<String> columns, String pointer) {
        columns.forEach(column -> needed.add(new NeededColumn(dataset, column, pointer)));
    }
}
