package io.onefold.lake.internal.upkeep;

import io.onefold.lake.internal.duck.Schemas;
import io.onefold.lake.internal.iceberg.LocalFileIO;
import io.onefold.lake.internal.iceberg.Plan;
import io.onefold.lake.internal.write.DataFileWriter;
import io.onefold.lake.internal.write.DataFileWriter.Written;
import io.onefold.lake.internal.write.UnchangedSince;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/// Rewriting of data files without a change of rows: to merge small ones, or to leave a column out
/// for good. The new snapshot takes over the state of the one before it.
public final class Rewriting {

    /// Files below this are small.
    private static final long SMALL_BYTES = 32L << 20;

    /// So many small files of one partition are worth merging.
    private static final int SMALL_FILES_MIN = 8;

    private final TableName name;
    private final Connection connection;

    public Rewriting(TableName name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    /// What a rewrite did.
    public record Rewritten(int filesBefore, int filesAfter) {}

    /// Merges small files, partition by partition.
    public Rewritten mergeSmallFiles(Table table) {
        Snapshot current = table.currentSnapshot();
        if (current == null) {
            return new Rewritten(0, 0);
        }
        Map<String, List<DataFile>> byPartition = new LinkedHashMap<>();
        for (DataFile file :
                Plan.filesAt(name, table, current.snapshotId(), Expressions.alwaysTrue())) {
            if (file.fileSizeInBytes() < SMALL_BYTES) {
                byPartition
                        .computeIfAbsent(
                                file.specId() + "/" + file.partition(), p -> new ArrayList<>())
                        .add(file);
            }
        }
        List<DataFile> small =
                byPartition.values().stream()
                        .filter(files -> files.size() >= SMALL_FILES_MIN)
                        .flatMap(List::stream)
                        .toList();
        if (small.isEmpty()) {
            return new Rewritten(0, 0);
        }
        Written written = write(table, table.schema(), small);
        commit(written, () -> rewrite(table.newRewrite(), table, small, written).commit());
        return new Rewritten(small.size(), written.files().size());
    }

    /// Drops a column, writes every file again without it, and expires all snapshots but the new
    /// one: afterwards no file that the table names holds the column's values or bounds. A column
    /// that left the schema earlier, perhaps by a drop that was killed half way, leaves the files
    /// now; one that the table never had leaves nothing to do.
    ///
    /// @throws OnefoldException (INVALID_INPUT) when the table is partitioned by it
    public Rewritten dropColumn(Table table, String column) {
        Types.NestedField field = table.schema().caseInsensitiveFindField(column);
        boolean known =
                table.schemas().values().stream()
                        .anyMatch(schema -> schema.caseInsensitiveFindField(column) != null);
        if (!known) {
            return new Rewritten(0, 0);
        }
        if (field != null) {
            requireNoPartition(table, field, column);
        }
        Snapshot current = table.currentSnapshot();
        List<DataFile> all =
                current == null
                        ? List.of()
                        : Plan.filesAt(name, table, current.snapshotId(), Expressions.alwaysTrue());
        if (!all.isEmpty()) {
            return erase(table, field, all);
        }
        if (field != null) {
            table.updateSchema().deleteColumn(field.name()).commit();
        }
        if (current != null) {
            Expiry.allButCurrent(table);
        }
        return new Rewritten(0, 0);
    }

    private void requireNoPartition(Table table, Types.NestedField field, String column) {
        for (PartitionField partition : table.spec().fields()) {
            if (partition.sourceId() == field.fieldId()) {
                throw refused(
                        column,
                        "the table is partitioned by it; write it anew with another partitioning");
            }
        }
    }

    private Rewritten erase(Table table, Types.@Nullable NestedField field, List<DataFile> all) {
        Set<Integer> kept = new HashSet<>(TypeUtil.getProjectedIds(table.schema()));
        if (field != null) {
            kept.removeAll(TypeUtil.getProjectedIds(new Schema(field)));
        }
        Written written = write(table, TypeUtil.select(table.schema(), kept), all);
        commit(
                written,
                () -> {
                    Transaction both = table.newTransaction();
                    if (field != null) {
                        both.updateSchema().deleteColumn(field.name()).commit();
                    }
                    rewrite(both.newRewrite(), table, all, written).commit();
                    both.commitTransaction();
                });
        table.refresh();
        Expiry.allButCurrent(table);
        return new Rewritten(all.size(), written.files().size());
    }

    private Written write(Table table, Schema schema, List<DataFile> files) {
        List<String> paths =
                files.stream().map(f -> LocalFileIO.path(f.location()).toString()).toList();
        return new DataFileWriter(connection).write(table, schema, Schemas.read(schema, paths, ""));
    }

    private static RewriteFiles rewrite(
            RewriteFiles rewrite, Table table, List<DataFile> before, Written after) {
        before.forEach(rewrite::deleteFile);
        after.files().forEach(rewrite::addFile);
        Expiry.state(table).forEach(rewrite::set);
        rewrite.validateWith(
                new UnchangedSince(OptionalLong.of(table.currentSnapshot().snapshotId())));
        return rewrite;
    }

    private void commit(Written written, Runnable commit) {
        try {
            commit.run();
        } catch (ValidationException | CommitFailedException e) {
            written.discard();
            throw new OnefoldException(
                    ErrorCode.CONFLICT,
                    "table '"
                            + name
                            + "' was changed by a run while its files were rewritten; nothing was done, try again",
                    e);
        }
    }

    private OnefoldException refused(String column, String why) {
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "column '" + column + "' of table '" + name + "' cannot be dropped: " + why);
    }
}
