package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.Manifest;
import io.onefold.catalog.ReferenceKind;
import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.ControlTable;
import io.onefold.catalog.internal.yaml.Pointers;
import io.onefold.catalog.json.Json;
import io.onefold.catalog.json.Nodes;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Workflows: jobs that are run together.
enum WorkflowKind implements Kind {
    INSTANCE;

    static final String DAG = "/workflow/dag";

    @Override
    public void check(Manifest manifest, Report report) {
        new WorkflowCheck(manifest.body(), report).run();
    }

    @Override
    public List<Reference> references(Manifest manifest) {
        List<Reference> references = new ArrayList<>();
        List<JsonNode> jobs = Nodes.elements(manifest.body(), "dag");
        for (int i = 0; i < jobs.size(); i++) {
            String pointer = Pointers.element(DAG, i) + "/spec/stackSpec";
            JsonNode spec = jobs.get(i).path("spec").path("stackSpec");
            List<String> sources = Nodes.texts(spec, "sources");
            for (int j = 0; j < sources.size(); j++) {
                references.add(
                        new Reference(
                                ReferenceKind.SOURCE,
                                sources.get(j),
                                Pointers.element(pointer + "/sources", j)));
            }
            String graph = Nodes.text(spec, "graph");
            if (graph != null) {
                references.add(new Reference(ReferenceKind.GRAPH, graph, pointer + "/graph"));
            }
        }
        return references;
    }

    @Override
    public List<ControlRow> rows(Manifest manifest) {
        ObjectNode row = Json.object();
        row.put("workflow_name", manifest.name());
        row.set("body", manifest.body());
        row.put("is_active", true);
        return List.of(new ControlRow(ControlTable.WORKFLOW, row));
    }
}
