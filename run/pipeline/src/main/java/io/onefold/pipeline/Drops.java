package io.onefold.pipeline;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.PendingDrop;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunItem;
import io.onefold.lake.Lake;
import java.util.Map;

/// Takes columns out of the lake that were excluded after they had been loaded: their values leave
/// every file and snapshot.
final class Drops {

    private static final String STAGE = "drop";

    private final Catalog catalog;
    private final Lake lake;

    Drops(Catalog catalog, Lake lake) {
        this.catalog = catalog;
        this.lake = lake;
    }

    void execute(RunContext context) {
        for (PendingDrop drop : catalog.exclusions().pendingDrops()) {
            String item = drop.table() + "." + drop.column();
            try (RunItem log = context.journal().begin(STAGE, item)) {
                log.note(Map.of("reason", drop.reason()));
                if (lake.find(drop.table()).isPresent()) {
                    lake.upkeep()
                            .dropColumn(drop.table(), drop.column(), context.clock().instant());
                }
                catalog.exclusions().markDropped(drop, context.runId(), context.principal());
                log.succeed();
            }
        }
    }
}
