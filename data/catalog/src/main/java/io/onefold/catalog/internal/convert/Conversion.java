package io.onefold.catalog.internal.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Turns what stands in a field's control database into manifests: a source for each silo, and one
/// graph.
public final class Conversion {

    private final FieldControl control;
    private final String graph;
    private final Map<String, Map<String, List<String>>> keys;
    private final Map<String, String> siloOfTable = new TreeMap<>();
    private final Map<String, String> tableOfLabel = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /// @param keys silo to its tables, each with the columns of its primary key
    public Conversion(
            FieldControl control, String graph, Map<String, Map<String, List<String>>> keys) {
        this.control = control;
        this.graph = graph;
        this.keys = keys;
    }

    /// What could not be taken over, and what is to be set; one line each.
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /// The manifests, as YAML documents.
    public String manifests() {
        control.labels().forEach(label -> place(label.table()));
        control.relationships().stream()
                .map(FieldControl.Relationship::junctionTable)
                .filter(table -> table != null && !siloOfTable.containsKey(table))
                .forEach(this::place);
        control.labels().stream()
                .filter(label -> siloOfTable.containsKey(label.table()))
                .forEach(label -> tableOfLabel.put(label.label(), label.table()));
        List<Map<String, Object>> documents = new ArrayList<>();
        control.silos().forEach(silo -> source(silo).ifPresent(documents::add));
        documents.add(graph());
        DumpSettings settings =
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setExplicitStart(true)
                        .setWidth(120)
                        .build();
        return new Dump(settings).dumpAllToString(documents.iterator());
    }

    /// Finds the silo of a table, and its key.
    private void place(@Nullable String table) {
        List<String> silos =
                control.silos().stream()
                        .filter(FieldControl.Silo::active)
                        .map(FieldControl.Silo::name)
                        .filter(silo -> keys.getOrDefault(silo, Map.of()).containsKey(table))
                        .toList();
        if (table == null || silos.isEmpty()) {
            notes.add("table '" + table + "' is in none of the active silos; it is left out");
        } else if (silos.size() > 1) {
            notes.add(
                    "table '"
                            + table
                            + "' is in "
                            + silos
                            + "; it is left out, name its dataset by hand");
        } else if (keys.getOrDefault(silos.getFirst(), Map.of())
                .getOrDefault(table, List.of())
                .isEmpty()) {
            notes.add(
                    "table '"
                            + silos.getFirst()
                            + "."
                            + table
                            + "' has no primary key; it is left out, name its key by hand");
        } else {
            siloOfTable.put(table, silos.getFirst());
        }
    }

    private Optional<Map<String, Object>> source(FieldControl.Silo silo) {
        List<Map<String, Object>> tables =
                siloOfTable.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(silo.name()))
                        .map(entry -> table(silo, entry.getKey()))
                        .toList();
        if (!silo.active() || tables.isEmpty()) {
            notes.add(
                    "silo '"
                            + silo.name()
                            + "' is "
                            + (silo.active() ? "not mapped" : "switched off")
                            + "; it is left out");
            return Optional.empty();
        }
        String variable =
                silo.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_PASSWORD";
        Map<String, Object> connection = new LinkedHashMap<>();
        connection.put("host", silo.host());
        connection.put("port", silo.port());
        connection.put("database", silo.database());
        connection.put("user", silo.user());
        if (silo.password() != null) {
            connection.put("secret", "env:" + variable);
            notes.add(
                    "silo '"
                            + silo.name()
                            + "' is read with the password in "
                            + variable
                            + "; export it");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", silo.name());
        body.put("kind", "postgres");
        body.put("connection", connection);
        body.put("tables", tables);
        return Optional.of(document(manifestName(silo.name()), "source", body));
    }

    private Map<String, Object> table(FieldControl.Silo silo, String name) {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("name", name);
        table.put("key", key(name));
        Map<String, String> exclude =
                control.exclusions().stream()
                        .filter(rule -> rule.silo() == silo.id() && rule.table().equals(name))
                        .collect(
                                Collectors.toMap(
                                        FieldControl.Exclusion::column,
                                        rule ->
                                                rule.reason() == null || rule.reason().isBlank()
                                                        ? "excluded before"
                                                        : rule.reason(),
                                        (first, again) -> first,
                                        TreeMap::new));
        if (!exclude.isEmpty()) {
            table.put("exclude", exclude);
        }
        return table;
    }

    private Map<String, Object> graph() {
        List<Map<String, Object>> nodes = new ArrayList<>();
        tableOfLabel.forEach(
                (label, table) -> {
                    Map<String, Object> node = new LinkedHashMap<>();
                    node.put("dataset", dataset(table));
                    node.put("label", label);
                    node.put("key", key(table));
                    nodes.add(node);
                });
        List<Map<String, Object>> relationships = new ArrayList<>();
        control.relationships().forEach(each -> relationship(each).ifPresent(relationships::add));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("nodes", nodes);
        body.put("relationships", relationships);
        return document(graph, "graph", body);
    }

    private Optional<Map<String, Object>> relationship(FieldControl.Relationship relationship) {
        String title =
                "relationship "
                        + relationship.from()
                        + " "
                        + relationship.type()
                        + " "
                        + relationship.to();
        if (!relationship.active()) {
            notes.add(title + " is switched off; it is left out");
            return Optional.empty();
        }
        for (String label : List.of(relationship.from(), relationship.to())) {
            if (!tableOfLabel.containsKey(label)) {
                notes.add(title + ": no table feeds label '" + label + "'; it is left out");
                return Optional.empty();
            }
        }
        Optional<Map<String, Object>> written =
                JoinText.parse(relationship.join()).flatMap(join -> joined(relationship, join));
        if (written.isEmpty()) {
            notes.add(
                    title
                            + ": the condition '"
                            + relationship.join()
                            + "' cannot be taken over; write from, to and via by hand");
        }
        return written;
    }

    private Optional<Map<String, Object>> joined(
            FieldControl.Relationship relationship, JoinText join) {
        List<String> labels = new ArrayList<>(List.of(relationship.from(), relationship.to()));
        String junction = relationship.junctionTable();
        String between = relationship.junctionLabel();
        if (junction != null) {
            labels.add(between == null ? junction : between);
        }
        Columns columns = new Columns(relationship.from(), relationship.to());
        boolean fits =
                LabelVariables.assign(join.variables(), labels)
                        .map(
                                meaning ->
                                        join.terms().stream()
                                                .allMatch(term -> columns.add(term, meaning)))
                        .orElse(false);
        if (!fits || columns.from.isEmpty() || columns.to.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("type", relationship.type());
        written.put("from", relationship.from() + "(" + String.join(", ", columns.from) + ")");
        written.put("to", relationship.to() + "(" + String.join(", ", columns.to) + ")");
        if (junction != null) {
            if (!siloOfTable.containsKey(junction)) {
                return Optional.empty();
            }
            List<String> via = new ArrayList<>(columns.junctionFrom);
            via.addAll(columns.junctionTo);
            written.put("via", dataset(junction) + "(" + String.join(", ", via) + ")");
        }
        written.put("join_text", relationship.join());
        String description = relationship.description();
        if (description != null && !description.isBlank()) {
            written.put("description", description);
        }
        written.put("order", relationship.order());
        return Optional.of(written);
    }

    private String dataset(String table) {
        return siloOfTable.get(table) + "." + table;
    }

    private List<String> key(String table) {
        return keys.getOrDefault(siloOfTable.getOrDefault(table, ""), Map.of())
                .getOrDefault(table, List.of());
    }

    private static String manifestName(String silo) {
        return silo.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private static Map<String, Object> document(
            String name, String type, Map<String, Object> body) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("version", "v1");
        document.put("type", type);
        document.put(type, body);
        return document;
    }

    /// The columns of a join, by the side they belong to.
    private static final class Columns {
        final List<String> from = new ArrayList<>();
        final List<String> to = new ArrayList<>();
        final List<String> junctionFrom = new ArrayList<>();
        final List<String> junctionTo = new ArrayList<>();
        private final String fromLabel;
        private final String toLabel;

        Columns(String fromLabel, String toLabel) {
            this.fromLabel = fromLabel;
            this.toLabel = toLabel;
        }

        /// Adds a comparison; false if it compares two columns of one side.
        boolean add(JoinText.Term term, Map<String, String> meaning) {
            String left = meaning.getOrDefault(term.leftVariable(), "");
            String right = meaning.getOrDefault(term.rightVariable(), "");
            return place(left, term.leftColumn(), right, term.rightColumn())
                    || place(right, term.rightColumn(), left, term.leftColumn());
        }

        private boolean place(String one, String column, String other, String otherColumn) {
            if (one.equals(fromLabel) && other.equals(toLabel)) {
                return from.add(column) && to.add(otherColumn);
            }
            if (one.equals(fromLabel) && !other.equals(fromLabel)) {
                return from.add(column) && junctionFrom.add(otherColumn);
            }
            return one.equals(toLabel)
                    && !other.equals(toLabel)
                    && !other.equals(fromLabel)
                    && to.add(column)
                    && junctionTo.add(otherColumn);
        }
    }
}
