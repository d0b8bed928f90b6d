package io.onefold.graph.internal.bolt;

import java.util.Map;
import java.util.Objects;

/// One node or relationship on its way to the graph.
///
/// @param key its key in the load's state
/// @param parameters what the statement sees of it as `r`; property `p` may hold nulls
/// @param bytes about how much memory it takes
public record Row(String key, Map<String, Object> parameters, int bytes) {
    public Row {
        Objects.requireNonNull(key);
        Objects.requireNonNull(parameters);
    }
}
