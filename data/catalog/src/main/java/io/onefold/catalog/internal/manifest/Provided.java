package io.onefold.catalog.internal.manifest;

import io.onefold.catalog.ReferenceKind;
import io.onefold.catalog.json.Nodes;
import io.onefold.model.Spelling;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Everything that manifests can refer to, by kind and name.
public final class Provided {

    private static final int LISTED_MAX = 12;

    private final Map<ReferenceKind, Set<String>> names = new EnumMap<>(ReferenceKind.class);

    public void add(ReferenceKind kind, String name) {
        names.computeIfAbsent(kind, absent -> new TreeSet<>()).add(name);
    }

    public boolean holds(ReferenceKind kind, String name) {
        return names(kind).contains(name);
    }

    /// The message that a reference leads nowhere, with the nearest name there is.
    public String unresolved(ReferenceKind kind, String name) {
        Set<String> known = names(kind);
        List<String> listed = known.stream().limit(LISTED_MAX).toList();
        String there =
                known.isEmpty()
                        ? "; there is none yet"
                        : " (there are: "
                                + String.join(", ", listed)
                                + (known.size() > LISTED_MAX ? ", …" : "")
                                + ")";
        return "there is no "
                + kind.wireName()
                + " '"
                + name
                + "'"
                + Spelling.didYouMean(name, known)
                + there;
    }

    /// Adds what a document brings along, whatever else may be wrong with it.
    void addFrom(JsonNode document) {
        String name = Nodes.text(document, "name");
        if (name == null) {
            return;
        }
        switch (Nodes.text(document, "type", "")) {
            case "role" -> add(ReferenceKind.ROLE, name);
            case "graph" -> add(ReferenceKind.GRAPH, name);
            case "source" -> {
                add(ReferenceKind.SOURCE, name);
                String prefix = SiloKind.sourceName(name, document.path("source"));
                for (JsonNode table : Nodes.elements(document.path("source"), "tables")) {
                    add(ReferenceKind.DATASET, prefix + "." + Nodes.text(table, "name", ""));
                }
            }
            default -> {
                // nothing refers to other types
            }
        }
    }

    private Set<String> names(ReferenceKind kind) {
        return names.getOrDefault(kind, Set.of());
    }
}
