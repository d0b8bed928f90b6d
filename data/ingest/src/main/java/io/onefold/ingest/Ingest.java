package io.onefold.ingest;

import io.onefold.catalog.Connections;
import io.onefold.catalog.Counter;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunItem;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.internal.SiloReaders;
import io.onefold.ingest.internal.TableIngest;
import io.onefold.ingest.internal.silo.SiloReader;
import io.onefold.lake.Lake;
import io.onefold.model.DatasetName;
import io.onefold.model.OnefoldException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/// Brings tables from their silos to raw: an append-only history of what each silo said, with what
/// is unfit in quarantine.
///
/// Running a table again with an unchanged silo writes nothing. A run that was killed leaves raw as
/// it was, or complete; the next one converges to the same.
public final class Ingest {

    /// More connections than this on one silo are rude.
    private static final int STREAMS_MAX = 4;

    private final Lake lake;
    private final SiloReaders readers;
    private final Path landing;

    /// @param landing the folder for rows between silo and lake; needs room for the largest table
    ///   as text
    public Ingest(Lake lake, Connections connections, Path landing) {
        this.lake = Objects.requireNonNull(lake);
        this.landing = Objects.requireNonNull(landing);
        this.readers =
                new SiloReaders(
                        connections,
                        Math.clamp(Runtime.getRuntime().availableProcessors(), 1, STREAMS_MAX));
    }

    /// Ingests one table and reports it as an item of the run.
    ///
    /// @throws OnefoldException (UNAVAILABLE) when the silo does not answer or goes away,
    ///   (INVALID_SETUP) when it refuses the account, (RUN_FAILED) when its table is gone, has
    ///   drifted against the policy or is empty where it must not be; nothing of the table is in
    ///   raw then
    /// @throws CancellationException when somebody asked the run to stop
    public IngestResult run(SourceSpec source, SourceTable table, RunContext context) {
        DatasetName dataset = source.dataset(table);
        try (RunItem item = context.journal().begin("ingest", dataset.toString())) {
            try {
                IngestResult result =
                        new TableIngest(lake, readers, landing, source, table, context).run(item);
                report(item, result);
                item.succeed();
                return result;
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException e) {
                item.fail(String.valueOf(e.getMessage()));
                throw e;
            }
        }
    }

    /// Opens one table of a silo as a run would, and reads none of its rows.
    ///
    /// @throws OnefoldException as [#run], when the silo cannot be reached or has no such table
    public void probe(SourceSpec source, SourceTable table) {
        try (SiloReader reader = readers.open(source, table)) {
            reader.describe();
        }
    }

    private static void report(RunItem item, IngestResult result) {
        item.set(Counter.READ, result.read());
        item.set(Counter.UNCHANGED, result.unchanged());
        item.set(Counter.DUPLICATES, result.duplicates());
        item.set(Counter.QUARANTINED, result.quarantined());
        item.set(Counter.WRITTEN, result.appended() + result.deletedDetected());
        item.set(Counter.DELETED, result.deletedDetected());
        Map<String, String> facts = new HashMap<>();
        facts.put("mode", result.mode().name().toLowerCase(java.util.Locale.ROOT));
        if (result.resumed()) {
            facts.put("resumed", "true");
        }
        if (!result.columnsAdded().isEmpty()) {
            facts.put("columns-added", String.join(", ", result.columnsAdded()));
        }
        if (!result.columnsGone().isEmpty()) {
            facts.put("columns-gone", String.join(", ", result.columnsGone()));
        }
        if (!result.notes().isEmpty()) {
            facts.put("notes", String.join("; ", result.notes()));
        }
        item.note(facts);
    }
}
