package io.onefold.pipeline;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.Ingest;
import io.onefold.ingest.IngestResult;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.run.Status;
import io.onefold.quality.Balance;
import io.onefold.quality.CheckResult;
import io.onefold.quality.Quality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Takes the tables of some sources from the silo to trusted: all are read, two at a time; then
/// each is checked, after those its contract refers to. The rows of each are accounted for.
final class TablePass {

    private static final int AT_ONCE = 2;
    private static final String CANCELLED = "the run was cancelled";

    private final Catalog catalog;
    private final Ingest ingest;
    private final Quality quality;
    private final Registration registration;

    TablePass(DataPath path) {
        this.catalog = path.catalog();
        this.ingest = path.ingest();
        this.quality = path.quality();
        this.registration = new Registration(path.catalog(), path.lake());
    }

    /// A table after its ingest; without a result it failed or was skipped.
    private record Ingested(
            DatasetName dataset,
            SourceTable table,
            @Nullable IngestResult result,
            @Nullable OnefoldException failure,
            double seconds) {}

    /// The tables of the sources, in the order written.
    List<TableSummary> walk(List<SourceSpec> sources, RunContext context) {
        List<Ingested> ingested = ingest(sources, context);
        CheckOrder order =
                new CheckOrder(
                        ingested.stream().map(Ingested::dataset).toList(), catalog::contract);
        Map<DatasetName, TableSummary> summaries = new HashMap<>();
        for (List<DatasetName> level : order.levels()) {
            List<Ingested> together =
                    ingested.stream().filter(table -> level.contains(table.dataset())).toList();
            Parallel.map(
                            AT_ONCE,
                            together,
                            table -> {
                                Optional<DatasetName> failed =
                                        order.references(table.dataset()).stream()
                                                .filter(other -> failed(summaries.get(other)))
                                                .findFirst();
                                return failed.isPresent()
                                        ? skip(
                                                table,
                                                failed.get() + " failed, to which it refers",
                                                context)
                                        : check(table, context);
                            })
                    .forEach(summary -> summaries.put(summary.dataset(), summary));
        }
        return ingested.stream().map(table -> summaries.get(table.dataset())).toList();
    }

    private List<Ingested> ingest(List<SourceSpec> sources, RunContext context) {
        record SiloTable(SourceSpec source, SourceTable table) {}
        List<SiloTable> tables = new ArrayList<>();
        for (SourceSpec source : sources) {
            source.tables().forEach(table -> tables.add(new SiloTable(source, table)));
        }
        return Parallel.map(AT_ONCE, tables, silo -> ingest(silo.source(), silo.table(), context));
    }

    private Ingested ingest(SourceSpec source, SourceTable table, RunContext context) {
        DatasetName dataset = source.dataset(table);
        long startedNanos = System.nanoTime();
        if (context.journal().cancelRequested()) {
            context.journal().skip("ingest", dataset.toString(), CANCELLED);
            return new Ingested(dataset, table, null, null, 0);
        }
        try {
            IngestResult result = ingest.run(source, table, context);
            registration.register(dataset.in(Layer.RAW), context.runId());
            return new Ingested(dataset, table, result, null, secondsSince(startedNanos));
        } catch (CancellationException asked) {
            return new Ingested(dataset, table, null, null, secondsSince(startedNanos));
        } catch (RuntimeException failure) {
            return new Ingested(
                    dataset, table, null, Defects.known(failure), secondsSince(startedNanos));
        }
    }

    private TableSummary check(Ingested table, RunContext context) {
        OnefoldException broken = table.failure();
        if (broken != null) {
            context.journal().skip("check", table.dataset().toString(), "its ingest failed");
            return TableSummary.failed(table.dataset(), table.seconds(), broken);
        }
        IngestResult ingested = table.result();
        if (ingested == null || context.journal().cancelRequested()) {
            return skip(table, CANCELLED, context);
        }
        long startedNanos = System.nanoTime();
        try {
            Optional<DatasetContract> contract = catalog.contract(table.dataset());
            CheckResult checked =
                    contract.isPresent()
                            ? quality.check(contract.get(), context)
                            : quality.check(table.dataset(), table.table().key(), context);
            registration.register(table.dataset().in(Layer.TRUSTED), context.runId());
            registration.register(table.dataset().in(Layer.QUARANTINE), context.runId());
            Balance balance =
                    Balance.of(
                            checked,
                            ingested.read(),
                            ingested.unchanged(),
                            ingested.duplicates(),
                            ingested.quarantined());
            balance.require();
            return new TableSummary(
                    table.dataset(),
                    Status.SUCCEEDED,
                    balance,
                    ingested.written() + checked.rowsWritten() + checked.quarantineWritten(),
                    ingested.deletedDetected(),
                    table.seconds() + secondsSince(startedNanos),
                    null,
                    false);
        } catch (RuntimeException failure) {
            return TableSummary.failed(
                    table.dataset(),
                    table.seconds() + secondsSince(startedNanos),
                    Defects.known(failure));
        }
    }

    private static boolean failed(@Nullable TableSummary summary) {
        return summary != null && summary.status() != Status.SUCCEEDED;
    }

    private static TableSummary skip(Ingested table, String reason, RunContext context) {
        context.journal().skip("check", table.dataset().toString(), reason);
        return TableSummary.skipped(table.dataset(), reason);
    }

    private static double secondsSince(long startedNanos) {
        return (System.nanoTime() - startedNanos) / 1e9;
    }
}
