package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.ReferenceKind;
import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.yaml.Pointers;
import io.onefold.catalog.json.Nodes;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Questions of the query library. What they ask is read from their files by the graph; the catalog
/// keeps their revisions and sees that the graph and the datasets they speak of are there.
enum QueryKind implements Kind {
    INSTANCE;

    static final String COLUMNS = "/query/columns";

    @Override
    public void check(Manifest manifest, Report report) {
        // the schema says all there is to say of the form
    }

    @Override
    public List<Reference> references(Manifest manifest) {
        List<Reference> references = new ArrayList<>();
        String graph = Nodes.text(manifest.body(), "graph", "");
        references.add(new Reference(ReferenceKind.GRAPH, graph, "/query/graph"));
        List<JsonNode> columns = Nodes.elements(manifest.body(), "columns");
        for (int i = 0; i < columns.size(); i++) {
            String of = Nodes.text(columns.get(i), "of", "");
            String dataset = of.substring(0, of.lastIndexOf('.'));
            references.add(
                    new Reference(
                            ReferenceKind.DATASET, dataset, Pointers.element(COLUMNS, i) + "/of"));
        }
        return references;
    }

    @Override
    public List<ControlRow> rows(Manifest manifest) {
        return List.of();
    }
}
