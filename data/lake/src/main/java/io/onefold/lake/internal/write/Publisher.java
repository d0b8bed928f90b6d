package io.onefold.lake.internal.write;

import io.onefold.lake.Commit;
import io.onefold.lake.Completion;
import io.onefold.lake.LakeSnapshot;
import io.onefold.lake.Write;
import io.onefold.lake.WriteMode;
import io.onefold.lake.internal.duck.Schemas;
import io.onefold.lake.internal.iceberg.CallerThread;
import io.onefold.lake.internal.iceberg.LocalFileIO;
import io.onefold.lake.internal.iceberg.Tables;
import io.onefold.lake.internal.write.DataFileWriter.Written;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/// Publishes one write: data files first, then one Iceberg commit that carries the run. Readers see
/// the last snapshot until that commit. When the process dies in between, the files are orphans and
/// the table is as it was.
public final class Publisher {

    /// How often a replace is recomputed on top of somebody else's commit before it is refused.
    private static final int ATTEMPTS_MAX = 8;

    private final Tables tables;
    private final Connection connection;
    private final DataFileWriter writer;

    public Publisher(Tables tables, Connection connection) {
        this.tables = tables;
        this.connection = connection;
        this.writer = new DataFileWriter(connection);
    }

    public Commit publish(Write write) {
        return publish(write, (rows, relation) -> Optional.of(Map.of()));
    }

    public Commit publish(Write write, Completion completion) {
        Table table = tables.load(write.table());
        Optional<Commit> earlier = alreadyDone(table, write);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        requireBase(table, write);
        String select = Projection.onto(connection, table.schema(), write.selectSql());
        return switch (write.mode()) {
            case WriteMode.Append() -> append(table, write, select, completion);
            case WriteMode.Overwrite() -> overwrite(table, write, select);
            case WriteMode.Replace replace -> replace(table, write, select, replace);
        };
    }

    private Commit append(Table table, Write write, String select, Completion completion) {
        Written written = writer.write(table, table.schema(), select);
        Optional<Write> completed = completed(table, write, written, completion);
        if (completed.isEmpty()) {
            written.discard();
            return new Commit(currentId(table), written.rows(), 0, 0, Commit.Outcome.UNEXPECTED);
        }
        if (written.files().isEmpty() && write.whenEmpty() == Write.WhenEmpty.SKIP) {
            return unchanged(table);
        }
        Change change =
                new Change(written, written.rows(), 0, currentId(table), table.schema().schemaId());
        return commit(
                completed.get(),
                change,
                current -> {
                    AppendFiles append = current.newAppend();
                    written.files().forEach(append::appendFile);
                    return append;
                });
    }

    /// The write with all that is known of it once its files are there; empty if it is not to be
    /// committed.
    private static Optional<Write> completed(
            Table table, Write write, Written written, Completion completion) {
        if (write.rowsExpected().isPresent()
                && write.rowsExpected().getAsLong() != written.rows()) {
            return Optional.empty();
        }
        List<String> paths =
                written.files().stream()
                        .map(file -> LocalFileIO.path(file.location()).toString())
                        .toList();
        try {
            return completion
                    .of(written.rows(), "(" + Schemas.read(table.schema(), paths, "") + ")")
                    .map(write::with);
        } catch (RuntimeException e) {
            written.discard();
            throw e;
        }
    }

    private Commit overwrite(Table table, Write write, String select) {
        Written written = writer.write(table, table.schema(), select);
        long removed = rows(table.currentSnapshot());
        if (written.files().isEmpty()
                && removed == 0
                && write.whenEmpty() == Write.WhenEmpty.SKIP) {
            return unchanged(table);
        }
        Change change =
                new Change(
                        written,
                        written.rows(),
                        removed,
                        currentId(table),
                        table.schema().schemaId());
        return commit(
                write,
                change,
                current -> {
                    OverwriteFiles overwrite =
                            current.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
                    written.files().forEach(overwrite::addFile);
                    return overwrite;
                });
    }

    private Commit replace(Table table, Write write, String select, WriteMode.Replace replace) {
        try (ChangedKeys keys = ChangedKeys.of(connection, table.schema(), replace)) {
            Table current = table;
            for (int attempt = 1; ; attempt++) {
                try {
                    return replaceOnce(current, write, select, keys);
                } catch (OnefoldException e) {
                    boolean lostRace = e.code() == ErrorCode.CONFLICT;
                    if (!lostRace || attempt == ATTEMPTS_MAX || write.basedOn().isPresent()) {
                        throw e;
                    }
                    current = tables.load(write.table());
                }
            }
        }
    }

    private Commit replaceOnce(Table table, Write write, String select, ChangedKeys keys) {
        Touched touched = keys.touched(write.table(), table);
        Written written =
                writer.write(
                        table, table.schema(), keys.survivorsAnd(table.schema(), touched, select));
        if (written.files().isEmpty()
                && touched.files().isEmpty()
                && write.whenEmpty() == Write.WhenEmpty.SKIP) {
            return unchanged(table);
        }
        long added = written.rows() - touched.rowsKept();
        keys.requireCovers(table.schema(), written, added);
        Change change =
                new Change(
                        written,
                        added,
                        touched.rowsRemoved(),
                        currentId(table),
                        table.schema().schemaId());
        return commit(
                write,
                change,
                current -> {
                    OverwriteFiles overwrite = current.newOverwrite();
                    touched.files().forEach(overwrite::deleteFile);
                    written.files().forEach(overwrite::addFile);
                    return overwrite;
                });
    }

    /// What a commit is about to do.
    ///
    /// @param basis the snapshot that it was computed on, which must still be current; empty if any
    ///   will do
    /// @param schemaId the schema that its files were written with, which must still be current
    private record Change(
            Written written, long rowsAdded, long rowsRemoved, OptionalLong basis, int schemaId) {}

    /// One Iceberg update of the table that it is given.
    private interface Update {
        SnapshotUpdate<?> on(Table table);
    }

    private Commit commit(Write write, Change change, Update update) {
        Table table = tables.load(write.table());
        if (table.schema().schemaId() != change.schemaId()) {
            change.written().discard();
            throw conflict(write, null);
        }
        boolean pinned = write.basedOn().isPresent() || !(write.mode() instanceof WriteMode.Append);
        OptionalLong basis = pinned ? change.basis() : currentId(table);
        SnapshotUpdate<?> pending = update.on(table);
        pending.scanManifestsWith(CallerThread.EXECUTOR);
        pending.writeManifestsWith(CallerThread.EXECUTOR, 1);
        CommitGuard guard =
                new CommitGuard(write.runId(), write.item(), basis, pinned, change.schemaId());
        pending.validateWith(new ToldRetries(guard, write.table().toString()));
        write.summary().forEach(pending::set);
        pending.set(LakeSnapshot.RUN_ID, write.runId());
        pending.set(LakeSnapshot.ITEM, write.item());
        pending.set(LakeSnapshot.ROWS_ADDED, Long.toString(change.rowsAdded()));
        pending.set(LakeSnapshot.ROWS_REMOVED, Long.toString(change.rowsRemoved()));
        @Nullable RuntimeException failure = null;
        try {
            pending.commit();
        } catch (RuntimeException e) {
            failure = e;
        }
        return settle(write, change, failure);
    }

    /// What a commit came to is seen in the table itself: an answer can be lost, and the files of a
    /// commit that happened must not be removed.
    private Commit settle(Write write, Change change, @Nullable RuntimeException failure) {
        Optional<Commit> done = alreadyDone(tables.load(write.table()), write);
        if (done.isPresent()) {
            return justDone(done.get());
        }
        if (failure instanceof ValidationException || failure instanceof CommitFailedException) {
            change.written().discard();
            throw conflict(write, failure);
        }
        throw new OnefoldException(
                ErrorCode.UNAVAILABLE,
                "the commit of run '"
                        + write.runId()
                        + "' to table '"
                        + write.table()
                        + "' did not happen; check the catalog database and the warehouse folder, and run again",
                failure);
    }

    private static Commit justDone(Commit seen) {
        return new Commit(
                seen.snapshotId(),
                seen.rowsAdded(),
                seen.rowsRemoved(),
                seen.filesAdded(),
                Commit.Outcome.COMMITTED);
    }

    private static OnefoldException conflict(Write write, @Nullable RuntimeException e) {
        return new OnefoldException(
                ErrorCode.CONFLICT,
                "table '"
                        + write.table()
                        + "' was changed by somebody else while run '"
                        + write.runId()
                        + "' was writing it; nothing was written, run again",
                e);
    }

    private static void requireBase(Table table, Write write) {
        if (write.basedOn().isPresent() && !write.basedOn().equals(currentId(table))) {
            throw new OnefoldException(
                    ErrorCode.CONFLICT,
                    "table '"
                            + write.table()
                            + "' is at snapshot "
                            + currentId(table)
                            + ", and run '"
                            + write.runId()
                            + "' was computed on "
                            + write.basedOn()
                            + "; run again");
        }
    }

    /// The commit of this run and item, if the table's history holds it.
    private static Optional<Commit> alreadyDone(Table table, Write write) {
        for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
            Map<String, String> summary = snapshot.summary();
            if (write.runId().equals(summary.get(LakeSnapshot.RUN_ID))
                    && write.item().equals(summary.get(LakeSnapshot.ITEM))) {
                return Optional.of(
                        new Commit(
                                OptionalLong.of(snapshot.snapshotId()),
                                Long.parseLong(summary.getOrDefault(LakeSnapshot.ROWS_ADDED, "0")),
                                Long.parseLong(
                                        summary.getOrDefault(LakeSnapshot.ROWS_REMOVED, "0")),
                                Integer.parseInt(summary.getOrDefault("added-data-files", "0")),
                                Commit.Outcome.ALREADY_DONE));
            }
        }
        return Optional.empty();
    }

    private static Commit unchanged(Table table) {
        return new Commit(currentId(table), 0, 0, 0, Commit.Outcome.UNCHANGED);
    }

    private static OptionalLong currentId(Table table) {
        Snapshot current = table.currentSnapshot();
        return current == null ? OptionalLong.empty() : OptionalLong.of(current.snapshotId());
    }

    private static long rows(@Nullable Snapshot snapshot) {
        return snapshot == null
                ? 0
                : Long.parseLong(snapshot.summary().getOrDefault("total-records", "0"));
    }
}
