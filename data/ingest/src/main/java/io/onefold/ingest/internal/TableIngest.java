package io.onefold.ingest.internal;

import io.onefold.catalog.Counter;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunItem;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.IngestResult;
import io.onefold.ingest.internal.classify.Keys;
import io.onefold.ingest.internal.landing.Landed;
import io.onefold.ingest.internal.landing.LandingFolder;
import io.onefold.ingest.internal.landing.SiloColumn;
import io.onefold.ingest.internal.silo.ReadPlan;
import io.onefold.ingest.internal.silo.RowMeter;
import io.onefold.ingest.internal.silo.SiloReader;
import io.onefold.ingest.internal.silo.SiloTable;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeTable;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// One table's way from its silo to raw: describe, compare the columns, land the rows, sort and
/// commit them. A [FirstLoad] may go without landing and sorting.
///
/// Until the rows have landed, nothing in the lake is touched; from then on, quarantine is
/// committed first and raw last, so that raw never claims to be further than what was set aside.
public final class TableIngest {

    private final Lake lake;
    private final SiloReaders readers;
    private final Path landing;
    private final SourceSpec source;
    private final SourceTable table;
    private final RunContext run;
    private final DatasetName dataset;

    public TableIngest(
            Lake lake,
            SiloReaders readers,
            Path landing,
            SourceSpec source,
            SourceTable table,
            RunContext run) {
        this.lake = lake;
        this.readers = readers;
        this.landing = landing;
        this.source = source;
        this.table = table;
        this.run = run;
        this.dataset = source.dataset(table);
    }

    /// A table that is about to be read.
    ///
    /// @param since where an incremental read begins; null: all rows are read
    record Opened(SiloTable silo, Shape shape, ReadState state, ReadPlan.@Nullable Since since) {

        ReadPlan plan() {
            return new ReadPlan(shape.columns(), shape.absent(), since);
        }
    }

    /// What a read gave.
    ///
    /// @param rows the rows
    /// @param keys the keys of all rows of the silo, if only they tell which rows are gone
    record Read(Opened opened, Landed rows, @Nullable Landed keys) {

        Shape shape() {
            return opened.shape();
        }

        ReadState state() {
            return opened.state();
        }

        ReadPlan.@Nullable Since since() {
            return opened.since();
        }
    }

    /// @throws OnefoldException when the silo, its table or its columns are not as they must be;
    ///   then the lake is as it was
    public IngestResult run(RunItem item) {
        Optional<LakeTable> raw = lake.find(dataset.in(Layer.RAW));
        Optional<IngestResult> done =
                raw.flatMap(table -> ReadState.resumed(table, run.runId().toString(), dataset));
        if (done.isPresent()) {
            return done.get();
        }
        try (LandingFolder folder = LandingFolder.open(landing, dataset.toString());
                Progress.Task progress = run.progress().begin("ingest " + dataset, -1)) {
            ReadMeter meter = new ReadMeter(meter(progress, item));
            Read read;
            try (SiloReader reader = readers.open(source, table)) {
                Opened opened = opened(reader, raw);
                Optional<IngestResult> first =
                        new FirstLoad(lake, source, table, run, opened)
                                .commit(reader, raw.orElse(null), meter);
                if (first.isPresent()) {
                    return first.get();
                }
                meter.again();
                read = read(reader, opened, folder, meter);
            }
            Optional<IngestResult> same =
                    raw.flatMap(table -> SiloDigest.unchanged(source, this.table, read, table));
            return same.isPresent()
                    ? same.get()
                    : new RawCommit(lake, source, table, run, read).commit(raw.orElse(null));
        }
    }

    private Opened opened(SiloReader reader, Optional<LakeTable> raw) {
        SiloTable silo = reader.describe();
        Shape shape =
                DriftCheck.compare(source, table, silo, raw.map(RawTable::business).orElse(null));
        ReadState state = raw.map(ReadState::of).orElse(ReadState.NONE);
        return new Opened(silo, shape, state, since(shape, state));
    }

    private Read read(SiloReader reader, Opened opened, LandingFolder folder, RowMeter meter) {
        Landed rows = reader.read(opened.plan(), folder, meter);
        Landed keys =
                opened.since() != null && table.detectDeletes()
                        ? reader.readKeys(keyColumns(opened.shape()), folder, RowMeter.NONE)
                        : null;
        return new Read(opened, rows, keys);
    }

    /// An incremental read continues the last one only if that was of the same key, watermark and
    /// columns.
    private ReadPlan.@Nullable Since since(Shape shape, ReadState state) {
        String watermark = table.watermark();
        if (watermark == null
                || source.kind().isFiles()
                || state.watermark() == null
                || !ShapeText.of(table, shape).equals(state.shape())) {
            return null;
        }
        SiloColumn column = column(shape, watermark);
        return Lateness.orders(column)
                ? new ReadPlan.Since(
                        watermark, Lateness.since(column, state.watermark(), table.lateness()))
                : null;
    }

    private List<SiloColumn> keyColumns(Shape shape) {
        List<SiloColumn> columns = new ArrayList<>();
        table.key().forEach(name -> columns.add(column(shape, name)));
        return columns;
    }

    static SiloColumn column(Shape shape, String name) {
        return shape.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Keys keys(SourceTable table) {
        return new Keys(table.key(), table.watermark());
    }

    private RowMeter meter(Progress.Task progress, RunItem item) {
        return rows -> {
            synchronized (progress) {
                progress.add(rows);
            }
            item.add(Counter.READ, rows);
            if (run.journal().cancelRequested()) {
                throw new CancellationException(
                        "the run was cancelled while " + dataset + " was read");
            }
        };
    }
}
