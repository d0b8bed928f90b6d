package io.onefold.graph.query;

import io.onefold.catalog.GraphRun;
import io.onefold.catalog.GraphRuns;
import io.onefold.model.DatasetName;
import io.onefold.model.run.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which snapshots of the lake a graph was last loaded from.
@FunctionalInterface
public interface GraphSnapshots {

    /// @return dataset → snapshot of its trusted table, -1 if it had none; empty: the graph was
    ///   never loaded
    Optional<Map<DatasetName, Long>> of(String graph);

    /// What the newest successful load of a graph read.
    static GraphSnapshots of(GraphRuns runs) {
        return graph ->
                runs.newest(graph, NEWEST).stream()
                        .filter(run -> run.status() == Status.SUCCEEDED)
                        .findFirst()
                        .map(GraphSnapshots::read);
    }

    /// How many loads are looked through for one that succeeded.
    int NEWEST = 1_000;

    private static Map<DatasetName, Long> read(GraphRun run) {
        Map<DatasetName, Long> snapshots = new HashMap<>();
        run.snapshots()
                .forEach(
                        (dataset, snapshot) -> snapshots.put(DatasetName.parse(dataset), snapshot));
        return snapshots;
    }
}
