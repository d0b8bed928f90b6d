package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.FraudHistorySpec;
import io.onefold.catalog.Manifest;
import io.onefold.catalog.ReferenceKind;
import io.onefold.catalog.internal.control.ControlRow;
import io.onefold.catalog.internal.control.FraudHistories;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.DatasetName;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// How a dataset of payments reads as a history: which column is which field, what the label is and
/// when it is known. The catalog keeps its revisions and sees that the dataset is there.
enum HistoryKind implements Kind {
    INSTANCE;

    private static final String BODY = "/fraud_history";

    @Override
    public void check(Manifest manifest, Report report) {
        JsonNode label = manifest.body().path("label");
        if (label.has("delay") == label.has("known_at")) {
            report.error(
                    BODY + "/label",
                    "the label says when it is known "
                            + (label.has("delay") ? "twice" : "not at all")
                            + "; expected delay (for example P7D) or known_at (a column), one of"
                            + " the two",
                    "label-time");
        }
        if (manifest.body().has("fraud_type") && manifest.body().has("type_column")) {
            report.error(
                    BODY + "/type_column",
                    "the kind of fraud is said twice; expected fraud_type for all payments, or"
                            + " type_column for each",
                    "fraud-type");
        }
        if (manifest.body().has("latitude") != manifest.body().has("longitude")) {
            report.error(
                    BODY,
                    "a place has a latitude and a longitude; expected both columns or neither",
                    "half-a-place");
        }
    }

    @Override
    public List<Reference> references(Manifest manifest) {
        return List.of(
                new Reference(
                        ReferenceKind.DATASET,
                        Nodes.text(manifest.body(), "dataset", ""),
                        BODY + "/dataset"));
    }

    @Override
    public List<ControlRow> rows(Manifest manifest) {
        return List.of();
    }

    /// The columns that the history cannot do without.
    static List<NeededColumn> needed(JsonNode body) {
        DatasetName dataset = DatasetName.parse(Nodes.text(body, "dataset", ""));
        FraudHistorySpec spec = FraudHistories.spec("", body);
        return spec.columns().entrySet().stream()
                .map(
                        (Map.Entry<String, String> column) ->
                                new NeededColumn(
                                        dataset, column.getValue(), BODY + "/" + column.getKey()))
                .toList();
    }
}
