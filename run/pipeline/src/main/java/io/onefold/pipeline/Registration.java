package io.onefold.pipeline;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.TableCommit;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSnapshot;
import io.onefold.lake.LakeTable;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.TableName;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tells the catalog what a table of the lake looks like after a stage wrote it.
final class Registration {

    private final Catalog catalog;
    private final Lake lake;

    Registration(Catalog catalog, Lake lake) {
        this.catalog = catalog;
        this.lake = lake;
    }

    /// Every table of a dataset, as a run that was killed between commit and registration left it.
    void register(DatasetName dataset) {
        for (Layer layer : Layer.values()) {
            register(dataset.in(layer), null);
        }
    }

    /// @param runId the run that wrote it; null: the one that its snapshot names
    void register(TableName name, @Nullable UUID runId) {
        Optional<LakeTable> table = lake.find(name);
        Optional<LakeSnapshot> current = table.flatMap(LakeTable::current);
        if (current.isPresent()) {
            catalog.datasets()
                    .register(
                            name,
                            table.orElseThrow().columns(),
                            new TableCommit(
                                    current.get().id(),
                                    current.get().committedAt(),
                                    runId == null
                                            ? current.get()
                                                    .runId()
                                                    .map(UUID::fromString)
                                                    .orElse(null)
                                            : runId,
                                    table.orElseThrow().rows()));
        }
    }
}
