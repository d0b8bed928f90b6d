package io.onefold.graph.explore;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A relationship as somebody may see it.
///
/// @param id opaque
/// @param type its type
/// @param from the address of the node it starts from
/// @param to the address of the node it ends at
/// @param properties what it carries, under the reader's masks
/// @param hidden the names of properties that are withheld from the reader
public record GraphEdge(
        String id,
        String type,
        String from,
        String to,
        Map<String, @Nullable Object> properties,
        List<String> hidden) {

    public GraphEdge {
        Objects.requireNonNull(id);
        Objects.requireNonNull(type);
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        hidden = List.copyOf(hidden);
    }
}
