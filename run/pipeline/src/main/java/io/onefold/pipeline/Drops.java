package io.onefold.pipeline;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphRun;
import io.onefold.catalog.PendingDrop;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunItem;
import io.onefold.catalog.SourceSpec;
import io.onefold.lake.Lake;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Takes columns out of the lake that were excluded after they had been loaded: their values leave
/// every file and snapshot, and the scripts of graphs that were made of them are removed.
final class Drops {

    private static final String STAGE = "drop";

    private final Catalog catalog;
    private final Lake lake;
    private final Registration registration;

    Drops(Catalog catalog, Lake lake) {
        this.catalog = catalog;
        this.lake = lake;
        this.registration = new Registration(catalog, lake);
    }

    /// Drops what is due. First it registers the tables of the sources that the run is about to
    /// read: a run that was killed right after its first commit left a table that nobody knows.
    ///
    /// @throws OnefoldException (RUN_FAILED) if a column could not be dropped; nothing must be read
    ///   or shown then
    void execute(List<SourceSpec> sources, RunContext context) {
        for (SourceSpec source : sources) {
            source.tables().forEach(table -> registration.register(source.dataset(table)));
        }
        for (PendingDrop drop : catalog.exclusions().pendingDrops()) {
            String item = drop.table() + "." + drop.column();
            try (RunItem log = context.journal().begin(STAGE, item)) {
                log.note(Map.of("reason", drop.reason()));
                try {
                    execute(drop, context);
                } catch (OnefoldException e) {
                    log.fail(String.valueOf(e.getMessage()));
                    throw new OnefoldException(
                            ErrorCode.RUN_FAILED,
                            "the excluded column "
                                    + item
                                    + " could not be taken out of the lake, so nothing was read: "
                                    + e.getMessage()
                                    + "; run again after mending the cause",
                            e);
                }
                log.succeed();
            }
        }
    }

    private void execute(PendingDrop drop, RunContext context) {
        if (lake.find(drop.table()).isPresent()) {
            lake.upkeep().dropColumn(drop.table(), drop.column(), context.clock().instant());
        }
        for (GraphRun.Script script : catalog.graphRuns().scriptsOf(drop.dataset())) {
            remove(Path.of(script.filePath()));
        }
        catalog.graphRuns().forget(drop.dataset(), drop.column());
        catalog.exclusions().markDropped(drop, context.runId(), context.principal());
    }

    /// A script of a graph rebuilds what it wrote, the excluded column with it.
    private static void remove(Path script) {
        try {
            Files.deleteIfExists(script);
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    "the script "
                            + script
                            + ", which may hold it, cannot be removed ("
                            + e.getClass().getSimpleName()
                            + "); give this user the folder, or remove the file",
                    e);
        }
    }
}
