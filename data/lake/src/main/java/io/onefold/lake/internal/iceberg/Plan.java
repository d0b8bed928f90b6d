package io.onefold.lake.internal.iceberg;

import io.onefold.lake.AsOf;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.IncrementalAppendScan;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;

/// The data files of a table at one snapshot. The lake writes copy-on-write only: a scan that meets
/// delete files, which another tool must have written, fails loudly instead of showing deleted
/// rows.
///
/// @param snapshotId the snapshot, empty for a table without any
/// @param schema the table's columns at that snapshot
/// @param files its data files; they carry bounds only when a filter asked for them
public record Plan(OptionalLong snapshotId, Schema schema, List<DataFile> files) {

    public Plan {
        files = List.copyOf(files);
    }

    /// The files' paths, as the engine opens them.
    public List<String> paths() {
        return files.stream().map(f -> LocalFileIO.path(f.location()).toString()).toList();
    }

    /// All files at a moment. The current snapshot is read with the table's current columns, an
    /// older one with the columns of its time.
    public static Plan of(TableName name, Table table, AsOf asOf) {
        Optional<Snapshot> snapshot = snapshot(name, table, asOf);
        if (snapshot.isEmpty()) {
            return new Plan(OptionalLong.empty(), table.schema(), List.of());
        }
        Schema schema =
                asOf instanceof AsOf.Latest
                        ? table.schema()
                        : SnapshotUtil.schemaFor(table, snapshot.get().snapshotId());
        return new Plan(
                OptionalLong.of(snapshot.get().snapshotId()),
                schema,
                filesAt(name, table, snapshot.get().snapshotId(), Expressions.alwaysTrue()));
    }

    /// The files of a snapshot that may hold a row a filter is true for, by partition values and
    /// column bounds.
    public static List<DataFile> filesAt(
            TableName name, Table table, long snapshotId, Expression filter) {
        TableScan scan =
                table.newScan()
                        .useSnapshot(snapshotId)
                        .filter(filter)
                        .planWith(CallerThread.EXECUTOR);
        return collect(name, scan.planFiles());
    }

    private static Optional<Snapshot> snapshot(TableName name, Table table, AsOf asOf) {
        return switch (asOf) {
            case AsOf.Latest() -> Optional.ofNullable(table.currentSnapshot());
            case AsOf.Snapshot(long id) ->
                    Optional.of(
                            Optional.ofNullable(table.snapshot(id))
                                    .orElseThrow(() -> gone(name, "snapshot " + id, table)));
            case AsOf.At(java.time.Instant instant) -> {
                Long id = SnapshotUtil.nullableSnapshotIdAsOfTime(table, instant.toEpochMilli());
                if (id == null) {
                    throw gone(name, "state of " + instant, table);
                }
                yield Optional.of(table.snapshot(id));
            }
        };
    }

    private static OnefoldException gone(TableName name, String what, Table table) {
        String oldest =
                table.currentSnapshot() == null
                        ? "it has no snapshot yet"
                        : "the oldest is of "
                                + java.time.Instant.ofEpochMilli(
                                        SnapshotUtil.oldestAncestor(table).timestampMillis());
        return new OnefoldException(
                ErrorCode.NOT_FOUND,
                "table '"
                        + name
                        + "' has no "
                        + what
                        + "; "
                        + oldest
                        + "; expired ones cannot be read");
    }

    /// The files appended after a snapshot up to the current one.
    ///
    /// @throws OnefoldException (CONFLICT) when the snapshot left the history or rows were replaced
    ///   since, so that the caller must read the whole table
    public static Plan appendedAfter(TableName name, Table table, long snapshotId) {
        Snapshot current = table.currentSnapshot();
        if (current == null || !SnapshotUtil.isAncestorOf(table, snapshotId)) {
            throw new OnefoldException(
                    ErrorCode.CONFLICT,
                    "snapshot "
                            + snapshotId
                            + " is not in the history of table '"
                            + name
                            + "' any more; read the whole table instead of what was appended");
        }
        for (Snapshot since :
                SnapshotUtil.ancestorsBetween(table, current.snapshotId(), snapshotId)) {
            if (!since.operation().equals("append") && !since.operation().equals("replace")) {
                throw new OnefoldException(
                        ErrorCode.CONFLICT,
                        "table '"
                                + name
                                + "' was rewritten in snapshot "
                                + since.snapshotId()
                                + " after snapshot "
                                + snapshotId
                                + "; read the whole table instead of what was appended");
            }
        }
        OptionalLong upTo = OptionalLong.of(current.snapshotId());
        if (current.snapshotId() == snapshotId) {
            return new Plan(upTo, table.schema(), List.of());
        }
        IncrementalAppendScan scan =
                table.newIncrementalAppendScan()
                        .fromSnapshotExclusive(snapshotId)
                        .toSnapshot(current.snapshotId())
                        .planWith(CallerThread.EXECUTOR);
        return new Plan(upTo, table.schema(), collect(name, scan.planFiles()));
    }

    private static List<DataFile> collect(TableName name, CloseableIterable<FileScanTask> tasks) {
        List<DataFile> files = new ArrayList<>();
        try (tasks) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty()) {
                    throw new OnefoldException(
                            ErrorCode.UNPROCESSABLE,
                            "table '"
                                    + name
                                    + "' has delete files, which the lake does not write; let the tool that wrote"
                                    + " them rewrite the table (copy-on-write), then read it again");
                }
                files.add(task.file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the plan of table '" + name + "' cannot be read", e);
        }
        return files;
    }
}
