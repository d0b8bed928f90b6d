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

/// Contracts in the Open Data Contract Standard. The whole document is kept, so that fields Onefold
/// does not read survive.
enum ContractKind implements Kind {
    INSTANCE;

    static final String SCHEMA = "/schema";

    @Override
    public void check(Manifest manifest, Report report) {
        new ContractCheck(manifest.document(), report).run();
        new ContractReader(report::error).read(manifest.document());
    }

    @Override
    public List<Reference> references(Manifest manifest) {
        List<Reference> references = new ArrayList<>();
        List<JsonNode> objects = Nodes.elements(manifest.document(), "schema");
        for (int i = 0; i < objects.size(); i++) {
            references.add(
                    new Reference(
                            ReferenceKind.DATASET,
                            Nodes.text(objects.get(i), "physicalName", ""),
                            Pointers.element(SCHEMA, i) + "/physicalName"));
        }
        return references;
    }

    @Override
    public List<ControlRow> rows(Manifest manifest) {
        ObjectNode row = Json.object();
        row.put("contract_name", manifest.name());
        row.put("contract_version", Nodes.text(manifest.document(), "version"));
        row.set(
                "datasets",
                Json.texts(
                        Nodes.elements(manifest.document(), "schema").stream()
                                .map(object -> Nodes.text(object, "physicalName", ""))
                                .toList()));
        row.set("body", manifest.document());
        row.put("is_active", true);
        return List.of(new ControlRow(ControlTable.DATASET_CONTRACT, row));
    }
}
