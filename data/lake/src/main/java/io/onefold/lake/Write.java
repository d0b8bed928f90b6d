package io.onefold.lake;

import io.onefold.model.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/// One atomic change of one table: the rows a SELECT yields, and how they meet the rows that are
/// there.
///
/// A write is done once per run id and item: when the table's history already holds a commit of
/// that pair, publishing it again returns that commit and writes nothing.
///
/// @param table the table
/// @param selectSql a SELECT that yields the table's columns by name, any order, with types that
///   fit without loss
/// @param mode how the rows meet those that are there
/// @param runId the run that writes, kept in the snapshot summary
/// @param item which of the run's writes to this table this is; empty when there is only one
/// @param summary the stage's own state, kept in the snapshot summary
/// @param whenEmpty whether a change of no rows still commits, so that the summary's state advances
/// @param basedOn the snapshot that must still be current when this commits, if any
/// @param rowsExpected how many rows the SELECT must yield; with any other number nothing is
///   committed and the outcome is [Commit.Outcome#UNEXPECTED]; for appends
public record Write(
        TableName table,
        String selectSql,
        WriteMode mode,
        String runId,
        String item,
        Map<String, String> summary,
        WhenEmpty whenEmpty,
        OptionalLong basedOn,
        OptionalLong rowsExpected) {

    /// What a change of no rows does.
    public enum WhenEmpty {
        /// Nothing: the table keeps its snapshot.
        SKIP,
        /// A commit without files, so that the summary's state advances.
        COMMIT
    }

    public Write {
        Objects.requireNonNull(table);
        Objects.requireNonNull(selectSql);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(runId);
        Objects.requireNonNull(item);
        Objects.requireNonNull(whenEmpty);
        Objects.requireNonNull(basedOn);
        Objects.requireNonNull(rowsExpected);
        summary = Map.copyOf(summary);
    }

    /// A write with one item, no state of its own, no commit when nothing changes.
    public Write(TableName table, String selectSql, WriteMode mode, String runId) {
        this(
                table,
                selectSql,
                mode,
                runId,
                "",
                Map.of(),
                WhenEmpty.SKIP,
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /// A write with state of its own; it commits also when no row changes, so that the state
    /// advances.
    public Write(
            TableName table,
            String selectSql,
            WriteMode mode,
            String runId,
            Map<String, String> summary) {
        this(
                table,
                selectSql,
                mode,
                runId,
                "",
                summary,
                WhenEmpty.COMMIT,
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /// The same, as one of several writes of a run to the table.
    public Write withItem(String item) {
        return new Write(
                table, selectSql, mode, runId, item, summary, whenEmpty, basedOn, rowsExpected);
    }

    /// The same with one more entry of state.
    public Write with(String key, String value) {
        return with(Map.of(key, value));
    }

    /// The same with more entries of state.
    public Write with(Map<String, String> entries) {
        Map<String, String> more = new HashMap<>(summary);
        more.putAll(entries);
        return new Write(
                table, selectSql, mode, runId, item, more, whenEmpty, basedOn, rowsExpected);
    }

    /// The same with another habit for a change of no rows.
    public Write whenEmpty(WhenEmpty whenEmpty) {
        return new Write(
                table, selectSql, mode, runId, item, summary, whenEmpty, basedOn, rowsExpected);
    }

    /// The same, refused with CONFLICT when another snapshot than this is current at the commit.
    public Write basedOn(long snapshotId) {
        return new Write(
                table,
                selectSql,
                mode,
                runId,
                item,
                summary,
                whenEmpty,
                OptionalLong.of(snapshotId),
                rowsExpected);
    }

    /// The same, committed only if it brings exactly so many rows.
    public Write expecting(long rows) {
        return new Write(
                table,
                selectSql,
                mode,
                runId,
                item,
                summary,
                whenEmpty,
                basedOn,
                OptionalLong.of(rows));
    }
}
