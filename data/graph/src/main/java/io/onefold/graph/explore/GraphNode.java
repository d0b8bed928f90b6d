package io.onefold.graph.explore;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A node as somebody may see it.
///
/// @param id its address, `Label:key`; where the reader may not see the key, an opaque one that
///   leads to the same node. What is given here can be asked for again
/// @param label its label
/// @param degree its relationships in the whole graph
/// @param hub whether it has so many that it is shown and connects nothing
/// @param properties what it carries, under the reader's masks: String, Long, Double, Boolean,
///   LocalDate, Instant, List of these
/// @param hidden the names of properties that are withheld from the reader
public record GraphNode(
        String id,
        String label,
        long degree,
        boolean hub,
        Map<String, @Nullable Object> properties,
        List<String> hidden) {

    public GraphNode {
        Objects.requireNonNull(id);
        Objects.requireNonNull(label);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        hidden = List.copyOf(hidden);
    }
}
