package io.onefold.graph.explore;

import io.onefold.catalog.GraphSpec;
import io.onefold.graph.internal.cypher.Cypher;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The labels and relationship types of a graph, and from how many neighbours on a node is a hub.
final class Labels {

    private final Set<String> labels = new TreeSet<>();
    private final Set<String> types = new TreeSet<>();
    private final Map<String, Integer> hubAbove = new TreeMap<>();
    private final int hubAboveElse;

    Labels(GraphSpec spec, int hubAboveElse) {
        this.hubAboveElse = hubAboveElse;
        spec.nodes().forEach(n -> labels.add(n.label()));
        spec.relationships().forEach(r -> types.add(r.type()));
        for (GraphSpec.Identifier identifier : spec.identifiers()) {
            labels.add(identifier.label());
            types.add(identifier.type());
            hubAbove.merge(identifier.label(), identifier.hubAbove(), Math::min);
        }
    }

    Set<String> all() {
        return labels;
    }

    /// The first of a node's labels that is the graph's; empty: none is.
    String known(List<String> ofNode) {
        return ofNode.stream().filter(labels::contains).findFirst().orElse("");
    }

    boolean isHub(String label, long degree) {
        return degree > hubAbove.getOrDefault(label, hubAboveElse);
    }

    /// A pattern of relationship types, such as `:A|B`; empty for all.
    ///
    /// @throws OnefoldException (INVALID_INPUT) for a type that the graph does not have
    String pattern(Collection<String> wanted) {
        for (String type : wanted) {
            if (!types.contains(type)) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "the graph has no relationship type '"
                                + type
                                + "'"
                                + Spelling.didYouMean(type, types)
                                + " (types: "
                                + types
                                + ")");
            }
        }
        return wanted.isEmpty()
                ? ""
                : wanted.stream()
                        .distinct()
                        .map(Cypher::name)
                        .collect(Collectors.joining("|", ":", ""));
    }
}
