package io.onefold.lake;

import io.onefold.lake.internal.duck.Engine;
import io.onefold.lake.internal.duck.Engines;
import io.onefold.lake.internal.iceberg.Tables;
import io.onefold.lake.internal.upkeep.Expiry;
import io.onefold.lake.internal.upkeep.Orphans;
import io.onefold.lake.internal.upkeep.Rewriting;
import io.onefold.model.TableName;
import java.time.Instant;
import java.util.function.Function;

/// What keeps the lake's tables small and clean. None of it changes what the current snapshot
/// reads, except that a dropped column is gone. Made by [Lake#upkeep].
public final class LakeUpkeep {

    private final Tables tables;
    private final Engines engines;

    LakeUpkeep(Tables tables, Engines engines) {
        this.tables = tables;
        this.engines = engines;
    }

    /// What an upkeep did.
    ///
    /// @param snapshots snapshots removed
    /// @param filesRemoved files removed from disk, metadata too
    /// @param filesRewritten data files whose rows were written again
    public record Report(int snapshots, long filesRemoved, long filesRewritten) {}

    /// Removes snapshots from before an instant, and the files that only they hold. Time travel
    /// ends there. The newest `keepLast` stay, and all that a stage's state is found in.
    public Report expire(TableName table, Instant olderThan, int keepLast) {
        Expiry.Expired expired = Expiry.run(tables.load(table), olderThan, keepLast);
        return new Report(expired.snapshots(), expired.files(), 0);
    }

    /// Removes files in the table's folder that nothing names, left by processes that died while
    /// writing.
    ///
    /// @param olderThan an instant before the start of every write that may still be running
    public Report removeOrphans(TableName table, Instant olderThan) {
        Orphans.Removed removed = Orphans.remove(tables.load(table), olderThan);
        return new Report(0, removed.files(), 0);
    }

    /// Merges small files where a partition has many.
    ///
    /// @throws io.onefold.model.OnefoldException (CONFLICT) when a run changed the table meanwhile
    public Report mergeSmallFiles(TableName table) {
        return rewrite(table, rewriting -> rewriting.mergeSmallFiles(tables.load(table)));
    }

    /// Removes a column and its values: every file is written again without it, all other snapshots
    /// are expired, and orphans are removed. For columns that should never have been in the lake.
    /// Called again after it was killed, it ends what it began.
    ///
    /// @param orphansOlderThan as for [#removeOrphans]
    /// @throws io.onefold.model.OnefoldException (INVALID_INPUT) when the table is partitioned by
    ///   it, (CONFLICT) when a run changed the table meanwhile
    public Report dropColumn(TableName table, String column, Instant orphansOlderThan) {
        int before = snapshots(table);
        Report rewritten =
                rewrite(table, rewriting -> rewriting.dropColumn(tables.load(table), column));
        Report orphans = removeOrphans(table, orphansOlderThan);
        return new Report(before, orphans.filesRemoved(), rewritten.filesRewritten());
    }

    private int snapshots(TableName table) {
        int count = 0;
        for (var unused : tables.load(table).snapshots()) {
            count++;
        }
        return count;
    }

    private Report rewrite(TableName table, Function<Rewriting, Rewriting.Rewritten> work) {
        try (Engine engine = engines.take()) {
            Rewriting.Rewritten done = work.apply(new Rewriting(table, engine.connection()));
            return new Report(0, 0, done.filesBefore());
        }
    }
}
