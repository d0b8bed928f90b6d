package io.onefold.graph.explore;

import io.onefold.lake.Lake;
import io.onefold.lake.LakeTable;
import io.onefold.model.Column;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The columns of trusted tables, remembered for half a minute. A column that came since is
/// withheld until then; tags and rules are not remembered.
final class TableShapes {

    private static final Duration AGE_MAX = Duration.ofSeconds(30);

    private final Lake lake;
    private final InstantSource clock;
    private final Map<DatasetName, Shape> shapes = new ConcurrentHashMap<>();

    private record Shape(List<Column> columns, Instant readAt) {}

    TableShapes(Lake lake, InstantSource clock) {
        this.lake = lake;
        this.clock = clock;
    }

    /// The columns of a dataset; none if it has no trusted table.
    List<Column> columns(DatasetName dataset) {
        Instant now = clock.instant();
        return shapes.compute(
                        dataset,
                        (name, known) ->
                                known != null && known.readAt().plus(AGE_MAX).isAfter(now)
                                        ? known
                                        : new Shape(read(name), now))
                .columns();
    }

    private List<Column> read(DatasetName dataset) {
        return lake.find(dataset.in(Layer.TRUSTED)).map(LakeTable::columns).orElse(List.of());
    }
}
