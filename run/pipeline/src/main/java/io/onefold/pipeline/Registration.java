package io.onefold.pipeline;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.TableCommit;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSnapshot;
import io.onefold.lake.LakeTable;
import io.onefold.model.TableName;
import java.util.Optional;
import java.util.UUID;

/// Tells the catalog what a table of the lake looks like after a stage wrote it.
final class Registration {

    private final Catalog catalog;
    private final Lake lake;

    Registration(Catalog catalog, Lake lake) {
        this.catalog = catalog;
        this.lake = lake;
    }

    void register(TableName name, UUID runId) {
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
                                    runId,
                                    table.orElseThrow().rows()));
        }
    }
}
