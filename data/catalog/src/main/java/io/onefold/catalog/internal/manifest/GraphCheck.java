package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.json.Nodes;
import io.onefold.model.DatasetName;
import io.onefold.model.Spelling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Checks one graph: labels are declared, the sides of a join fit each other, no excluded column is
/// needed.
final class GraphCheck {

    private final JsonNode body;
    private final Report report;
    private final Map<DatasetName, Set<String>> excluded = new HashMap<>();

    GraphCheck(JsonNode body, Report report) {
        this.body = body;
        this.report = report;
    }

    void run() {
        nodes();
        GraphKind.each(body, "relationships", GraphKind.RELATIONSHIPS, this::relationship);
        GraphKind.each(body, "identifiers", GraphKind.IDENTIFIERS, this::identifier);
        fraud();
        customerLabel();
    }

    private void nodes() {
        Map<String, Integer> first = new HashMap<>();
        GraphKind.each(
                body,
                "nodes",
                GraphKind.NODES,
                (node, at) -> {
                    DatasetName dataset = DatasetName.parse(Nodes.text(node, "dataset", ""));
                    int line = report.document().value(at).line();
                    Integer before =
                            first.putIfAbsent(Nodes.text(node, "label", "") + "@" + dataset, line);
                    if (before != null) {
                        report.error(
                                at,
                                "dataset '"
                                        + dataset
                                        + "' feeds label "
                                        + Nodes.text(node, "label", "")
                                        + " twice, first at line "
                                        + before
                                        + "; keep one of the two",
                                "duplicate-node");
                    }
                    Set<String> out = Nodes.members(node, "exclude").keySet();
                    excluded.computeIfAbsent(dataset, absent -> new HashSet<>()).addAll(out);
                    for (String column : Nodes.texts(node, "key")) {
                        needed(dataset, List.of(column), at + "/key", "the key");
                    }
                });
    }

    private void relationship(JsonNode node, String at) {
        GraphTerms.WrittenEnd from = end(node, "from", at);
        GraphTerms.WrittenEnd to = end(node, "to", at);
        String via = Nodes.text(node, "via");
        if (via != null) {
            GraphTerms.Rows rows = GraphTerms.rows(via);
            int expected = from.columns().size() + to.columns().size();
            if (rows.columns().size() != expected) {
                report.error(
                        at + "/via",
                        "found "
                                + rows.columns().size()
                                + " columns; expected "
                                + expected
                                + ": one for each of "
                                + from.columns()
                                + ", then one for each of "
                                + to.columns(),
                        "column-count");
            }
            needed(rows.dataset(), rows.columns(), at + "/via", "the join");
        } else if (from.columns().size() != to.columns().size()) {
            report.error(
                    at + "/to",
                    "found "
                            + to.columns().size()
                            + " columns to compare with the "
                            + from.columns().size()
                            + " of from; name as many on both sides",
                    "column-count");
        }
    }

    private void identifier(JsonNode node, String at) {
        GraphTerms.WrittenEnd from = end(node, "from", at);
        GraphTerms.Rows value = GraphTerms.rows(Nodes.text(node, "value", ""));
        if (value.columns().size() != from.columns().size() + 1) {
            report.error(
                    at + "/value",
                    "found "
                            + value.columns().size()
                            + " columns; expected "
                            + (from.columns().size() + 1)
                            + ": one for each of "
                            + from.columns()
                            + ", then the value's",
                    "column-count");
        }
        needed(value.dataset(), value.columns(), at + "/value", "the value");
    }

    private GraphTerms.WrittenEnd end(JsonNode node, String side, String at) {
        GraphTerms.WrittenEnd end = GraphTerms.end(Nodes.text(node, side, ""));
        List<DatasetName> feeding = GraphKind.feeding(body, end.label());
        DatasetName written = end.dataset();
        if (feeding.isEmpty()) {
            report.error(
                    at + "/" + side,
                    "there is no label '"
                            + end.label()
                            + "' among the nodes"
                            + Spelling.didYouMean(end.label(), labels())
                            + " (labels: "
                            + String.join(", ", labels())
                            + ")",
                    "unresolved");
        } else if (written == null && feeding.size() > 1) {
            report.error(
                    at + "/" + side,
                    "label '"
                            + end.label()
                            + "' is fed by "
                            + feeding
                            + "; say which: "
                            + end.label()
                            + "@"
                            + feeding.getFirst()
                            + "("
                            + String.join(", ", end.columns())
                            + ")",
                    "ambiguous-label");
        } else if (written != null && !feeding.contains(written)) {
            report.error(
                    at + "/" + side,
                    "label '"
                            + end.label()
                            + "' is not fed by "
                            + written
                            + "; it is by "
                            + feeding,
                    "unresolved");
        } else {
            needed(
                    written != null ? written : feeding.getFirst(),
                    end.columns(),
                    at + "/" + side,
                    "the join");
        }
        return end;
    }

    private void fraud() {
        if (body.has("fraud")) {
            DatasetName dataset = DatasetName.parse(Nodes.text(body.path("fraud"), "dataset", ""));
            needed(
                    dataset,
                    Nodes.texts(body.path("fraud"), "key"),
                    GraphKind.FRAUD + "/key",
                    "the fraud key");
        }
    }

    private void customerLabel() {
        String label = Nodes.text(body.path("options"), "customer_label");
        if (label != null && !labels().contains(label)) {
            report.error(
                    "/graph/options/customer_label",
                    "there is no label '"
                            + label
                            + "' among the nodes"
                            + Spelling.didYouMean(label, labels())
                            + " (labels: "
                            + String.join(", ", labels())
                            + ")",
                    "unresolved");
        }
    }

    private Set<String> labels() {
        Set<String> labels = new TreeSet<>();
        Nodes.elements(body, "nodes").forEach(node -> labels.add(Nodes.text(node, "label", "")));
        return labels;
    }

    private void needed(DatasetName dataset, List<String> columns, String pointer, String by) {
        Set<String> out = excluded.getOrDefault(dataset, Set.of());
        columns.stream()
                .filter(out::contains)
                .forEach(
                        column ->
                                report.error(
                                        pointer,
                                        "column '"
                                                + column
                                                + "' of "
                                                + dataset
                                                + " is excluded, but "
                                                + by
                                                + " needs it; decide for one of the two",
                                        "excluded-column"));
    }
}
