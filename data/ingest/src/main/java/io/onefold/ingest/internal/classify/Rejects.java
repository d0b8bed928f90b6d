package io.onefold.ingest.internal.classify;

import io.onefold.ingest.internal.landing.Landed;
import io.onefold.ingest.internal.landing.Landed.LandedColumn;
import io.onefold.lake.DuckSql;
import io.onefold.lake.LakeSession;
import io.onefold.model.DataType;
import io.onefold.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rows and lines of a batch that are set aside: as the silo spelt them, each with all its
/// reasons.
///
/// The rules: `key` a key column is null; `range` a value has no place in the lake's type; `type` a
/// text is no value of its type; `conflict` another row of the batch has the same identity and
/// other values; and those of the readers, `width`, `quote`, `encoding`, `json`, for lines that are
/// no rows.
public final class Rejects {

    /// Where a line that is no row is kept whole.
    public static final String LINE = "_line";

    private static final String REASON =
            "STRUCT(rule VARCHAR, \"column\" VARCHAR, expected VARCHAR)";

    private final EngineSql engine;
    private final Landed landed;
    private final Keys keys;
    private final boolean texts;

    /// @param texts whether the silo gives nothing but texts, so that a failed cast is a wrong type
    public Rejects(LakeSession session, Landed landed, Keys keys, boolean texts) {
        this.engine = new EngineSql(session);
        this.landed = landed;
        this.keys = keys;
        this.texts = texts;
    }

    /// How many rows are set aside.
    ///
    /// @param fresh rows that quarantine does not hold yet
    /// @param known rows that it holds for the same reasons
    /// @param repeated identical repetitions of fresh and known ones
    public record Found(long fresh, long known, long repeated) {}

    /// The columns of what is set aside, without quarantine's own.
    public static List<String> columns(Landed landed) {
        List<String> names =
                new ArrayList<>(landed.columns().stream().map(LandedColumn::name).toList());
        names.addAll(List.of("_source", "_source_row", LINE));
        return names;
    }

    /// A SELECT of the rows to set aside, after [#find].
    public static String select() {
        return "SELECT * FROM ingest_reject_fresh";
    }

    /// Gathers what is set aside, and compares it with what quarantine holds.
    ///
    /// @param verdict how the batch was sorted, on the same session
    /// @param quarantine the quarantine table, attached; null: it has no rows
    public Found find(Classifier.Verdict verdict, @Nullable TableName quarantine) {
        List<String> parts = new ArrayList<>();
        if (verdict.unkeyed() + verdict.unfit() > 0) {
            parts.add(unfitRows());
        }
        if (verdict.conflicting() > 0) {
            parts.add(conflictingRows());
        }
        if (landed.rejects() != null) {
            parts.add(lines(landed.rejects()));
        }
        if (parts.isEmpty()) {
            return new Found(0, 0, 0);
        }
        long all = engine.make("ingest_reject_all", String.join("\nUNION ALL\n", parts));
        long distinct =
                engine.make(
                        "ingest_reject",
                        """
                        FROM ingest_reject_all
                        QUALIFY row_number() OVER (
                            PARTITION BY _row_hash, CAST(_reasons AS VARCHAR)
                            ORDER BY _source, _source_row
                        ) = 1""");
        long fresh = engine.make("ingest_reject_fresh", freshRejects(quarantine));
        return new Found(fresh, distinct - fresh, all - distinct);
    }

    private static String freshRejects(@Nullable TableName quarantine) {
        return quarantine == null
                ? "FROM ingest_reject"
                : """
                  SELECT n.*
                  FROM ingest_reject n
                  ANTI JOIN (FROM %s WHERE _contract_version = '') q
                      ON n._row_hash = q._row_hash
                      AND CAST(n._reasons AS VARCHAR) = CAST(q._reasons AS VARCHAR)"""
                        .formatted(DuckSql.table(quarantine));
    }

    private String unfitRows() {
        List<String> reasons = new ArrayList<>();
        for (LandedColumn column : landed.columns()) {
            if (keys.columns().contains(column.name())) {
                reasons.add(
                        reasonIf(
                                "(" + column.text() + ") IS NULL",
                                "key",
                                column.name(),
                                "a value, as it is part of the key"));
            }
            if (column.unfit() != null) {
                reasons.add(
                        reasonIf(
                                Objects.requireNonNull(column.unfit()) + " > 0",
                                texts ? "type" : "range",
                                column.name(),
                                expected(column.type())));
            }
        }
        return """
               SELECT %s
               FROM (
                   SELECT *, list_filter([%s], lambda r: r IS NOT NULL) AS reasons
                   FROM %s
               )
               WHERE len(reasons) > 0"""
                .formatted(row("reasons"), String.join(",\n        ", reasons), landed.relation());
    }

    private String conflictingRows() {
        List<String> identity = new ArrayList<>(keys.columns());
        if (keys.order() != null) {
            identity.add(Objects.requireNonNull(keys.order()));
        }
        String reason =
                "[%s]"
                        .formatted(
                                reason(
                                        "conflict",
                                        String.join(", ", identity),
                                        "one row of these values, or equal ones"));
        return """
               SELECT %s
               FROM %s
               SEMI JOIN (
                   SELECT DISTINCT b._row_hash AS hash
                   FROM %s b
                   SEMI JOIN ingest_conflict x ON %s
                   WHERE NOT b._unfit
               ) m ON %s = m.hash"""
                .formatted(
                        row(reason),
                        landed.relation(),
                        Classifier.BATCH,
                        keys.sameNamedIdentity("b", "x"),
                        landed.hash());
    }

    private String lines(String relation) {
        String nulls =
                landed.columns().stream()
                        .map(column -> "NULL::VARCHAR AS " + DuckSql.name(column.name()))
                        .collect(Collectors.joining(", "));
        return """
               SELECT
                   %s,
                   _source,
                   _source_row,
                   line AS %s,
                   _row_hash,
                   [CAST({'rule': rule, 'column': col, 'expected': expected} AS %s)] AS _reasons
               FROM %s"""
                .formatted(nulls, LINE, REASON, relation);
    }

    private String row(String reasons) {
        String values =
                landed.columns().stream()
                        .map(
                                column ->
                                        "CAST("
                                                + column.text()
                                                + " AS VARCHAR) AS "
                                                + DuckSql.name(column.name()))
                        .collect(Collectors.joining(", "));
        return values
                + ", "
                + landed.source()
                + " AS _source, "
                + landed.sourceRow()
                + " AS _source_row, NULL::VARCHAR AS "
                + LINE
                + ", "
                + landed.hash()
                + " AS _row_hash, "
                + reasons
                + " AS _reasons";
    }

    private static String reasonIf(String condition, String rule, String column, String expected) {
        return "CASE WHEN " + condition + " THEN " + reason(rule, column, expected) + " END";
    }

    private static String reason(String rule, String column, String expected) {
        return "CAST({'rule': %s, 'column': %s, 'expected': %s} AS %s)"
                .formatted(
                        DuckSql.text(rule), DuckSql.text(column), DuckSql.text(expected), REASON);
    }

    private static String expected(DataType type) {
        return switch (type) {
            case DataType.Simple.DATE, DataType.Simple.TIMESTAMP, DataType.Simple.TIMESTAMPTZ ->
                    type + " of the years 1 to 9999";
            case DataType.Simple.TIME -> "time from 00:00 to before 24:00";
            case DataType.Decimal decimal ->
                    decimal + ", so many digits and no more behind the point";
            default -> type.toString();
        };
    }
}
