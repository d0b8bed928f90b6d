package io.onefold.ingest.internal;

import io.onefold.catalog.RunContext;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.IngestResult;
import io.onefold.ingest.IngestResult.Mode;
import io.onefold.ingest.internal.ReadState.Hashed;
import io.onefold.ingest.internal.TableIngest.Read;
import io.onefold.ingest.internal.classify.Classifier;
import io.onefold.ingest.internal.classify.Compared;
import io.onefold.ingest.internal.classify.Counts;
import io.onefold.ingest.internal.classify.Gone;
import io.onefold.ingest.internal.classify.Rejects;
import io.onefold.lake.Commit;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.lake.QuarantineTable;
import io.onefold.lake.Write;
import io.onefold.lake.WriteMode;
import io.onefold.model.Column;
import io.onefold.model.DataType.Simple;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Sorts a landed read and commits it: what is unfit to quarantine, then what is new to raw.
final class RawCommit {

    private final Lake lake;
    private final SourceSpec source;
    private final SourceTable table;
    private final RunContext run;
    private final Read read;
    private final DatasetName dataset;
    private final TableName rawName;
    private final List<String> notes = new ArrayList<>();

    RawCommit(Lake lake, SourceSpec source, SourceTable table, RunContext run, Read read) {
        this.lake = lake;
        this.source = source;
        this.table = table;
        this.run = run;
        this.read = read;
        this.dataset = source.dataset(table);
        this.rawName = dataset.in(Layer.RAW);
        notes.addAll(read.shape().notes());
    }

    /// @param before raw as it was before the read; null: it does not exist
    IngestResult commit(@Nullable LakeTable before) {
        LakeTable raw = ready(before);
        try (LakeSession session = lake.session(Principal.system("ingest"))) {
            session.attach(rawName);
            Classifier classifier =
                    new Classifier(session, read.rows(), TableIngest.keys(table), compared(raw));
            Batch batch = new Batch(session, classifier, raw, at(), watermark(classifier));
            Optional<IngestResult> all = everything(batch);
            return all.isPresent() ? all.get() : sorted(batch);
        }
    }

    /// @param at the commit's `_ingested_at`
    private record Batch(
            LakeSession session,
            Classifier classifier,
            LakeTable raw,
            Instant at,
            @Nullable String watermark) {}

    /// Raw with the columns that this read needs.
    private LakeTable ready(@Nullable LakeTable before) {
        if (before == null) {
            return lake.create(rawName, RawTable.columns(read.shape().business()), List.of());
        }
        return read.shape().changes().isEmpty()
                ? before
                : lake.evolve(rawName, read.shape().changes());
    }

    private @Nullable Compared compared(LakeTable raw) {
        if (raw.rows() == 0) {
            return null;
        }
        Hashed hashed = read.state().hashed();
        return new Compared(
                rawName,
                read.shape().columns().stream().map(c -> c.name()).toList(),
                raw.rows(),
                hashed != null
                        && hashed.isPrefixOf(SiloDigest.reader(source), read.shape().columns()));
    }

    /// A first load whose key the silo guarantees needs no comparison: every row is new, unless a
    /// value does not fit. The commit happens only if none was left out; else, or when the engine
    /// stops at a text, the rows are sorted one by one.
    private Optional<IngestResult> everything(Batch batch) {
        long rows = read.rows().rows();
        String quick = read.rows().quick();
        boolean eligible =
                batch.raw().rows() == 0 && read.rows().keyIsUnique() && read.rows().rejected() == 0;
        if (quick == null || !eligible) {
            return Optional.empty();
        }
        IngestResult result = result(new Counts(rows, 0, 0, 0, rows), 0, OptionalLong.empty());
        Write write = write(batch, rawRows(batch, quick), result, 0).expecting(rows);
        try {
            Commit commit = batch.session().publish(write);
            return commit.outcome() == Commit.Outcome.UNEXPECTED
                    ? Optional.empty()
                    : Optional.of(result.at(commit.snapshotId()));
        } catch (OnefoldException e) {
            if (e.code() == ErrorCode.RUN_FAILED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private IngestResult sorted(Batch batch) {
        Classifier.Verdict verdict = batch.classifier().classify();
        Rejects rejects =
                new Rejects(
                        batch.session(),
                        read.rows(),
                        TableIngest.keys(table),
                        source.kind().isFiles());
        Rejects.Found found = rejects.find(verdict, quarantine(batch.session()));
        long gone = gone(batch, verdict);
        Counts counts =
                new Counts(
                        read.rows().rows() + read.rows().rejected(),
                        verdict.known() + found.known(),
                        verdict.duplicates() + found.repeated(),
                        found.fresh(),
                        verdict.fresh());
        setAside(batch, found);
        IngestResult result = result(counts, gone, batch.raw().snapshotId());
        if (verdict.fresh() + gone == 0 && !redeclared(batch.raw())) {
            return result;
        }
        String rows = rawRows(batch, verdict.select());
        String all = gone == 0 ? rows : rows + "\nUNION ALL BY NAME\n" + goneRows(batch);
        long aside = verdict.rejected() + read.rows().rejected();
        Commit commit =
                batch.session()
                        .publish(
                                write(batch, all, result, aside).expecting(verdict.fresh() + gone));
        if (commit.outcome() == Commit.Outcome.UNEXPECTED) {
            throw new OnefoldException(
                    ErrorCode.INTERNAL,
                    "raw of "
                            + dataset
                            + " would get "
                            + commit.rowsAdded()
                            + " rows where "
                            + (verdict.fresh() + gone)
                            + " were counted; nothing was committed. Please report this");
        }
        return result.at(commit.snapshotId());
    }

    /// The quarantine table, attached, if it exists.
    private @Nullable TableName quarantine(LakeSession session) {
        TableName name = dataset.in(Layer.QUARANTINE);
        if (lake.find(name).isEmpty()) {
            return null;
        }
        session.attach(name);
        return name;
    }

    private void setAside(Batch batch, Rejects.Found found) {
        if (found.fresh() == 0) {
            return;
        }
        QuarantineTable quarantine =
                QuarantineTable.open(
                        lake, dataset.in(Layer.QUARANTINE), Rejects.columns(read.rows()));
        batch.session()
                .publish(
                        quarantine.append(
                                Rejects.select(),
                                run.runId().toString(),
                                batch.at(),
                                "",
                                "ingest"));
    }

    /// Finds the keys that are gone from the silo, where the read can tell.
    private long gone(Batch batch, Classifier.Verdict verdict) {
        if (!table.detectDeletes() || batch.raw().rows() == 0) {
            return 0;
        }
        long unreadable =
                read.rows().rejected() + (source.kind().isFiles() ? verdict.unkeyed() : 0);
        Gone gone = new Gone(batch.session(), TableIngest.keys(table), rawName);
        long keys = read.keys() == null ? gone.ofBatch() : gone.ofKeys(read.keys());
        if (keys > 0 && unreadable > 0) {
            notes.add(
                    keys
                            + " keys look gone from the silo, but "
                            + unreadable
                            + " rows have no readable key and may be theirs; none was marked as deleted");
            return 0;
        }
        if (keys > 0 && gone.seen() == 0) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    dataset
                            + " has no row in its silo now, where raw knows "
                            + keys
                            + " keys; expected at least one. Nothing was marked as deleted. If the table was emptied on"
                            + " purpose, set its 'deletes' to 'ignore'");
        }
        return keys;
    }

    private String goneRows(Batch batch) {
        String withheld =
                nulls().map(item -> item.value() + " AS " + item.name())
                        .collect(Collectors.joining(", "));
        return "SELECT *"
                + (withheld.isEmpty() ? "" : " REPLACE (" + withheld + ")")
                + ", "
                + stamps(batch)
                + ", true AS _deleted FROM ("
                + Gone.lastStates(TableIngest.keys(table), rawName)
                + ")";
    }

    private String rawRows(Batch batch, String select) {
        String withheld =
                nulls().map(item -> item.value() + " AS " + item.name() + ", ")
                        .collect(Collectors.joining());
        return "SELECT *, "
                + withheld
                + stamps(batch)
                + ", false AS _deleted FROM (\n"
                + select
                + "\n)";
    }

    private record Item(String value, String name) {}

    /// What stands in the excluded columns that raw still has.
    private Stream<Item> nulls() {
        return read.shape().withheld().stream()
                .map(
                        column ->
                                new Item(
                                        "CAST(NULL AS " + DuckSql.type(column.type()) + ")",
                                        DuckSql.name(column.name())));
    }

    private String stamps(Batch batch) {
        return DuckSql.text(run.runId().toString())
                + " AS _run_id, TIMESTAMPTZ "
                + DuckSql.text(batch.at().toString())
                + " AS _ingested_at";
    }

    /// Whether key, watermark or columns are declared otherwise than at the last commit, or what
    /// was declared then is not known any more because snapshots expired.
    private boolean redeclared(LakeTable raw) {
        String before = read.state().shape();
        return before == null ? raw.rows() > 0 : !before.equals(ShapeText.of(table, read.shape()));
    }

    /// @param aside rows and lines of the batch that are not in raw because they are unfit
    private Write write(Batch batch, String select, IngestResult result, long aside) {
        Hashed now = Hashed.of(SiloDigest.reader(source), read.shape().columns());
        Hashed before = read.state().hashed();
        boolean oneKind =
                batch.raw().rows() == 0
                        || (before != null
                                && before.isPrefixOf(
                                        SiloDigest.reader(source), read.shape().columns()));
        boolean whole = read.since() == null && aside == 0 && read.rows().digest() != null;
        ReadState state =
                new ReadState(
                        ShapeText.of(table, read.shape()),
                        batch.watermark(),
                        oneKind ? now : null,
                        batch.at(),
                        whole
                                ? new ReadState.Whole(
                                        SiloDigest.of(source, read),
                                        table.detectDeletes(),
                                        result.duplicates())
                                : null);
        Write write =
                new Write(
                                rawName,
                                select,
                                new WriteMode.Append(),
                                run.runId().toString(),
                                ReadState.summary(state, result, zone()))
                        .whenEmpty(
                                redeclared(batch.raw())
                                        ? Write.WhenEmpty.COMMIT
                                        : Write.WhenEmpty.SKIP);
        OptionalLong base = batch.raw().snapshotId();
        return base.isPresent() ? write.basedOn(base.getAsLong()) : write;
    }

    /// The watermark never steps back: an incremental read may find late rows only.
    private @Nullable String watermark(Classifier classifier) {
        String name = table.watermark();
        if (name == null) {
            return null;
        }
        Optional<String> cap =
                Lateness.cap(
                        TableIngest.column(read.shape(), name), read.silo().now(), source.zone());
        return classifier.watermark(
                cap.orElse(null), read.since() == null ? null : read.state().watermark());
    }

    /// The zone to remember, if a column holds times without one.
    private @Nullable String zone() {
        boolean zoneless =
                read.shape().business().stream()
                        .map(Column::type)
                        .anyMatch(type -> type == Simple.TIMESTAMP);
        return zoneless && source.zone() != null
                ? Objects.requireNonNull(source.zone()).getId()
                : null;
    }

    /// Strictly later than the last commit's, whatever the clock says.
    private Instant at() {
        Instant now = run.clock().instant().truncatedTo(ChronoUnit.MICROS);
        Instant last = read.state().at();
        return last == null || now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    }

    private IngestResult result(Counts counts, long deleted, OptionalLong snapshot) {
        return result(dataset, read, counts, deleted, notes, snapshot);
    }

    static IngestResult result(
            DatasetName dataset,
            Read read,
            Counts counts,
            long deleted,
            List<String> notes,
            OptionalLong snapshot) {
        return new IngestResult(
                dataset,
                read.since() == null ? Mode.FULL : Mode.INCREMENTAL,
                counts.read(),
                counts.unchanged(),
                counts.duplicates(),
                counts.quarantined(),
                counts.appended(),
                deleted,
                read.shape().added(),
                read.shape().absent().stream().sorted().toList(),
                notes,
                false,
                snapshot);
    }
}
