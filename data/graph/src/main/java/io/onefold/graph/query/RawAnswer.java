package io.onefold.graph.query;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an engine answered, under the loader's masks only.
///
/// @param rows values in the order and of the types of the question's columns
/// @param truncated whether rows beyond the limit were left out
/// @param snapshots what was read, by dataset; empty where the engine does not know
public record RawAnswer(
        List<List<@Nullable Object>> rows, boolean truncated, Map<String, Long> snapshots) {

    public RawAnswer {
        rows = List.copyOf(rows);
        snapshots = Map.copyOf(snapshots);
    }
}
