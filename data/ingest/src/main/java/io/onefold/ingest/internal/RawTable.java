package io.onefold.ingest.internal;

import io.onefold.lake.LakeTable;
import io.onefold.model.Column;
import io.onefold.model.DataType.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The shape of a raw table: the silo's columns, then ours.
///
/// The latest state of a key is that of its rows after its last `_deleted` one; among those, the
/// one of the highest version, then of the latest `_ingested_at`.
public final class RawTable {

    /// The run that read the row.
    public static final String RUN_ID = "_run_id";

    /// When the row was read, the same for all rows of a commit, later for each further commit.
    public static final String INGESTED_AT = "_ingested_at";

    /// The table or file that it came from.
    public static final String SOURCE = "_source";

    /// Its line or number in that file; null for databases.
    public static final String SOURCE_ROW = "_source_row";

    /// The first 128 bits of the SHA-256 of the business columns, in base64url.
    public static final String ROW_HASH = "_row_hash";

    /// Whether this says that the row is gone from the silo; the other columns then repeat its last
    /// state.
    public static final String DELETED = "_deleted";

    private static final List<Column> SYSTEM =
            List.of(
                    Column.required(RUN_ID, Simple.STRING),
                    Column.required(INGESTED_AT, Simple.TIMESTAMPTZ),
                    Column.required(SOURCE, Simple.STRING),
                    Column.optional(SOURCE_ROW, Simple.LONG),
                    Column.required(ROW_HASH, Simple.STRING),
                    Column.required(DELETED, Simple.BOOLEAN));

    private static final Set<String> SYSTEM_NAMES =
            SYSTEM.stream().map(Column::name).collect(Collectors.toUnmodifiableSet());

    /// Names that quarantine adds to them.
    private static final Set<String> QUARANTINE_NAMES =
            Set.of("_line", "_rejected_at", "_contract_version", "_reasons");

    private RawTable() {}

    /// The columns of a raw table over business columns.
    static List<Column> columns(List<Column> business) {
        List<Column> all = new ArrayList<>(business);
        all.addAll(SYSTEM);
        return all;
    }

    /// The business columns of a raw table.
    static List<Column> business(LakeTable table) {
        return table.columns().stream()
                .filter(column -> !SYSTEM_NAMES.contains(column.name()))
                .toList();
    }

    /// Whether a silo's column would collide with one of ours.
    static boolean isReserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SYSTEM_NAMES.contains(lower) || QUARANTINE_NAMES.contains(lower);
    }
}
