package io.onefold.lake;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A table of rejected rows: the raw columns as text, and why, when, by which run and contract each
/// row was rejected. Partitioned by the UTC day of `_rejected_at`.
public final class QuarantineTable {

    /// The run that rejected the row.
    public static final String RUN_ID = "_run_id";

    /// When the row was rejected, an instant.
    public static final String REJECTED_AT = "_rejected_at";

    /// The version of the contract whose rules the row broke; empty when it never met one.
    public static final String CONTRACT_VERSION = "_contract_version";

    /// The row's hash as in raw.
    public static final String ROW_HASH = "_row_hash";

    /// All rules the row broke: a list of `{rule, column, expected}`.
    public static final String REASONS = "_reasons";

    /// When somebody gave the row up, an instant; null, or no such column: nobody did.
    public static final String DISCARDED_AT = "_discarded_at";

    private static final Set<String> OWN =
            Set.of(RUN_ID, REJECTED_AT, CONTRACT_VERSION, ROW_HASH, REASONS, DISCARDED_AT);

    private final LakeTable table;
    private final List<String> rawColumns;

    private QuarantineTable(LakeTable table, List<String> rawColumns) {
        this.table = table;
        this.rawColumns = rawColumns;
    }

    /// Opens a quarantine table; it is created when missing, and gets the raw columns that it
    /// lacks.
    ///
    /// @param rawColumns the row's columns, without system columns
    /// @throws OnefoldException (INVALID_INPUT) when a raw column has the name of one of our own
    public static QuarantineTable open(Lake lake, TableName name, List<String> rawColumns) {
        for (String column : rawColumns) {
            if (OWN.contains(column.toLowerCase(Locale.ROOT))) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "quarantine '"
                                + name
                                + "' cannot hold a raw column '"
                                + column
                                + "', which is a name of its own; rename or exclude it");
            }
        }
        Optional<LakeTable> found = lake.find(name);
        if (found.isEmpty()) {
            List<PartitionField> byDay = List.of(PartitionField.day(REJECTED_AT));
            return new QuarantineTable(lake.create(name, columns(rawColumns), byDay), rawColumns);
        }
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        found.get().columns().forEach(c -> known.add(c.name()));
        List<SchemaChange> missing =
                rawColumns.stream()
                        .filter(c -> !known.contains(c))
                        .map(c -> Column.optional(c, DataType.Simple.STRING))
                        .<SchemaChange>map(SchemaChange.Add::new)
                        .toList();
        LakeTable table = missing.isEmpty() ? found.get() : lake.evolve(name, missing);
        return new QuarantineTable(table, rawColumns);
    }

    private static List<Column> columns(List<String> rawColumns) {
        SequencedMap<String, DataType> reason = new LinkedHashMap<>();
        reason.put("rule", DataType.Simple.STRING);
        reason.put("column", DataType.Simple.STRING);
        reason.put("expected", DataType.Simple.STRING);
        List<Column> columns = new ArrayList<>();
        rawColumns.forEach(c -> columns.add(Column.optional(c, DataType.Simple.STRING)));
        columns.add(Column.required(RUN_ID, DataType.Simple.STRING));
        columns.add(Column.required(REJECTED_AT, DataType.Simple.TIMESTAMPTZ));
        columns.add(Column.required(CONTRACT_VERSION, DataType.Simple.STRING));
        columns.add(Column.optional(ROW_HASH, DataType.Simple.STRING));
        columns.add(Column.optional(REASONS, new DataType.ListOf(new DataType.Struct(reason))));
        return columns;
    }

    public TableName name() {
        return table.name();
    }

    /// SQL over this table's rows: whether one was discarded.
    public String isDiscarded() {
        return isDiscarded(table);
    }

    /// SQL over a quarantine table's rows: whether one was discarded.
    public static String isDiscarded(LakeTable quarantine) {
        return hasDiscarded(quarantine) ? "(" + DISCARDED_AT + " IS NOT NULL)" : "false";
    }

    /// Whether any row of a quarantine table was ever discarded.
    public static boolean hasDiscarded(LakeTable quarantine) {
        return quarantine.columns().stream().anyMatch(c -> c.name().equals(DISCARDED_AT));
    }

    /// A write that marks rows as discarded; those that are already stay as they are.
    ///
    /// @param condition SQL over the table's columns; empty: every row
    /// @param at when
    public static Write discard(
            Lake lake, TableName name, Optional<String> condition, String runId, Instant at) {
        LakeTable table = lake.require(name);
        if (!hasDiscarded(table)) {
            Column discardedAt = Column.optional(DISCARDED_AT, DataType.Simple.TIMESTAMPTZ);
            lake.evolve(name, List.of(new SchemaChange.Add(discardedAt)));
        }
        String rows =
                " FROM "
                        + DuckSql.table(name)
                        + " WHERE "
                        + DISCARDED_AT
                        + " IS NULL"
                        + condition.map(wanted -> " AND (" + wanted + ")").orElse("");
        return new Write(
                name,
                "SELECT * REPLACE (TIMESTAMPTZ "
                        + DuckSql.text(at.toString())
                        + " AS "
                        + DISCARDED_AT
                        + ")"
                        + rows,
                new WriteMode.Replace(
                        List.of(ROW_HASH, CONTRACT_VERSION, RUN_ID),
                        "SELECT DISTINCT "
                                + ROW_HASH
                                + ", "
                                + CONTRACT_VERSION
                                + ", "
                                + RUN_ID
                                + rows),
                runId);
    }

    /// A write that adds rejected rows. Published again by the same run and item, it is skipped.
    ///
    /// @param selectSql yields the raw columns (any type), `_row_hash` and `_reasons`
    /// @param contractVersion the contract's version, empty for rows that never met one
    /// @param item which of the run's writes to this table this is
    public Write append(
            String selectSql,
            String runId,
            Instant rejectedAt,
            String contractVersion,
            String item) {
        return new Write(
                        table.name(),
                        rows(selectSql, runId, rejectedAt, contractVersion),
                        new WriteMode.Append(),
                        runId)
                .withItem(item);
    }

    /// A write that lets these be the run's only rejected rows of a contract version; for a run
    /// that starts again and may find other rows than before.
    public Write replaceRun(
            String selectSql,
            String runId,
            Instant rejectedAt,
            String contractVersion,
            String item) {
        String keys =
                "SELECT "
                        + DuckSql.text(runId)
                        + " AS "
                        + RUN_ID
                        + ", "
                        + DuckSql.text(contractVersion)
                        + " AS "
                        + CONTRACT_VERSION;
        return new Write(
                        table.name(),
                        rows(selectSql, runId, rejectedAt, contractVersion),
                        new WriteMode.Replace(List.of(RUN_ID, CONTRACT_VERSION), keys),
                        runId)
                .withItem(item);
    }

    /// A write that lets these be the rejected rows of the row hashes it settles: whatever stands
    /// under a settled pair of row hash and contract version leaves, the given rows enter.
    ///
    /// @param selectSql yields the raw columns (any type), `_row_hash` and `_reasons`
    /// @param settledSql yields `_row_hash` and `_contract_version`; it covers every given row
    public Write settle(
            String selectSql,
            String settledSql,
            String runId,
            Instant rejectedAt,
            String contractVersion,
            String item) {
        return new Write(
                        table.name(),
                        rows(selectSql, runId, rejectedAt, contractVersion),
                        new WriteMode.Replace(List.of(ROW_HASH, CONTRACT_VERSION), settledSql),
                        runId)
                .withItem(item);
    }

    /// A SELECT of exactly this table's columns; raw columns that the table keeps from earlier days
    /// are null.
    private String rows(
            String selectSql, String runId, Instant rejectedAt, String contractVersion) {
        Set<String> given = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        given.addAll(rawColumns);
        String raw =
                table.columns().stream()
                        .map(Column::name)
                        .filter(c -> !OWN.contains(c))
                        .map(
                                c ->
                                        (given.contains(c)
                                                        ? "CAST(" + DuckSql.name(c) + " AS VARCHAR)"
                                                        : "NULL")
                                                + " AS "
                                                + DuckSql.name(c)
                                                + ", ")
                        .collect(Collectors.joining());
        return "SELECT "
                + raw
                + DuckSql.text(runId)
                + " AS _run_id, TIMESTAMPTZ "
                + DuckSql.text(rejectedAt.toString())
                + " AS _rejected_at, "
                + DuckSql.text(contractVersion)
                + " AS _contract_version, _row_hash, _reasons"
                + (hasDiscarded(table) ? ", NULL::TIMESTAMPTZ AS " + DISCARDED_AT : "")
                + " FROM ("
                + selectSql
                + "\n)";
    }
}
