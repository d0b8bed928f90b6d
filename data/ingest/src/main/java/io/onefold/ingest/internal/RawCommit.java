package io.onefold.ingest.internal;

import io.onefold.catalog.RunContext;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.ingest.IngestResult;
import io.onefold.ingest.IngestResult.Mode;
import io.onefold.ingest.internal.TableIngest.Opened;
import io.onefold.ingest.internal.TableIngest.Read;
import io.onefold.ingest.internal.classify.Classifier;
import io.onefold.ingest.internal.classify.Compared;
import io.onefold.ingest.internal.classify.Counts;
import io.onefold.ingest.internal.classify.Gone;
import io.onefold.ingest.internal.classify.Rejects;
import io.onefold.lake.Commit;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.lake.QuarantineTable;
import io.onefold.lake.Write;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Sorts a landed read and commits it: what is unfit to quarantine, then what is new to raw.
final class RawCommit {

    private final Lake lake;
    private final SourceSpec source;
    private final SourceTable table;
    private final RunContext run;
    private final Read read;
    private final RawWrites writes;
    private final DatasetName dataset;
    private final TableName rawName;
    private final List<String> notes = new ArrayList<>();

    RawCommit(Lake lake, SourceSpec source, SourceTable table, RunContext run, Read read) {
        this.lake = lake;
        this.source = source;
        this.table = table;
        this.run = run;
        this.read = read;
        this.writes = new RawWrites(source, table, run, read.opened());
        this.dataset = writes.dataset();
        this.rawName = writes.rawName();
        notes.addAll(read.shape().notes());
    }

    /// @param before raw as it was before the read; null: it does not exist
    IngestResult commit(@Nullable LakeTable before) {
        LakeTable raw = writes.ready(lake, before);
        try (LakeSession session = lake.session(Principal.system("ingest"))) {
            session.attach(rawName);
            Classifier classifier =
                    new Classifier(session, read.rows(), TableIngest.keys(table), compared(raw));
            Batch batch = new Batch(session, classifier, raw, watermark(session));
            Optional<IngestResult> all = everything(batch);
            return all.isPresent() ? all.get() : sorted(batch);
        }
    }

    private record Batch(
            LakeSession session,
            Classifier classifier,
            LakeTable raw,
            @Nullable String watermark) {}

    private @Nullable String watermark(LakeSession session) {
        return read.rows().rows() == 0
                ? writes.watermarkBefore()
                : writes.watermark(session, Classifier.BATCH);
    }

    private @Nullable Compared compared(LakeTable raw) {
        if (raw.rows() == 0) {
            return null;
        }
        return new Compared(
                rawName,
                read.shape().columns().stream().map(c -> c.name()).toList(),
                raw.rows(),
                writes.isHashedAlike());
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
        Write write = write(batch, writes.rows(quick), result, 0).expecting(rows);
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
        if (verdict.fresh() + gone == 0 && !writes.redeclared(batch.raw())) {
            return result;
        }
        String rows = writes.rows(verdict.select());
        String all =
                gone == 0
                        ? rows
                        : rows
                                + "\nUNION ALL BY NAME\n"
                                + writes.goneRows(
                                        Gone.lastStates(TableIngest.keys(table), rawName));
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
                                writes.at(),
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

    /// @param aside rows and lines of the batch that are not in raw because they are unfit
    private Write write(Batch batch, String rows, IngestResult result, long aside) {
        boolean whole = read.since() == null && aside == 0;
        return writes.append(batch.raw(), rows)
                .with(
                        writes.summary(
                                batch.raw(),
                                result,
                                batch.watermark(),
                                whole ? read.rows().digest() : null));
    }

    private IngestResult result(Counts counts, long deleted, OptionalLong snapshot) {
        return result(dataset, read.opened(), counts, deleted, notes, snapshot);
    }

    static IngestResult result(
            DatasetName dataset,
            Opened read,
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
