package io.onefold.ingest.internal.classify;

import io.onefold.ingest.internal.landing.Landed;
import io.onefold.ingest.internal.landing.Landed.LandedColumn;
import io.onefold.ingest.internal.landing.TextLanding;
import io.onefold.lake.DuckSql;
import io.onefold.lake.LakeSession;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sorts a landed batch into rows that are new, known, repeated within the batch, or unfit.
///
/// The identity of a row is its key and, if the table has one, its watermark. Two different rows of
/// one identity within a batch cannot be put in order: both are set aside. A row is known when the
/// latest row of its identity in raw is equal to it and its key has not been marked as gone since;
/// so a value that goes from A to B and back to A, or a row that is deleted and comes again, is new
/// each time.
///
/// The batch is scanned for keys and hashes first; its columns are read again only for the rows
/// that turn out new or unfit.
public final class Classifier {

    /// The view of the batch, under the lake's names and types, with `_row_hash`, `_source`,
    /// `_source_row` and `_unfit`.
    public static final String BATCH = "ingest_batch";

    /// 64 bits of a row's hash: enough to tell two rows of one identity apart, and a fraction of
    /// the memory of its letters.
    static final String SHORT_HASH = "hash(_row_hash)";

    private final EngineSql engine;
    private final Landed landed;
    private final Keys keys;
    private final @Nullable Compared raw;

    /// @param raw the table to compare with; null: there is nothing to compare with
    public Classifier(LakeSession session, Landed landed, Keys keys, @Nullable Compared raw) {
        this.engine = new EngineSql(session);
        this.landed = landed;
        this.keys = keys;
        this.raw = raw;
        engine.execute(TextLanding.macro());
        engine.execute("CREATE OR REPLACE TEMP VIEW " + BATCH + " AS\n" + batch(landed));
    }

    /// What the batch came to.
    ///
    /// @param fresh rows to append
    /// @param select a SELECT of those rows, with the business columns, `_row_hash`, `_source`,
    ///   `_source_row`
    /// @param known rows that raw holds already
    /// @param duplicates identical repetitions of fresh and known rows
    /// @param unkeyed rows without a key
    /// @param unfit rows with a value that does not fit its column
    /// @param conflicting rows that contradict another of the same identity
    public record Verdict(
            long fresh,
            String select,
            long known,
            long duplicates,
            long unkeyed,
            long unfit,
            long conflicting) {
        public Verdict {
            Objects.requireNonNull(select);
        }

        /// Rows that are set aside, repetitions included.
        public long rejected() {
            return unkeyed + unfit + conflicting;
        }
    }

    /// A SELECT of all rows that fit, for a batch that needs no comparison.
    private static String everything() {
        return "SELECT * EXCLUDE (_unfit) FROM " + BATCH + " WHERE NOT _unfit";
    }

    /// Sorts the batch.
    public Verdict classify() {
        engine.execute(
                """
                CREATE OR REPLACE TEMP TABLE ingest_probe AS
                SELECT %s, %s AS h, (%s) AS unkeyed, _unfit AS unfit
                FROM %s"""
                        .formatted(keys.selected(), SHORT_HASH, anyKeyIsNull(), BATCH));
        long unfit = engine.count("SELECT count(*) FROM ingest_probe WHERE unfit");
        long unkeyed =
                engine.count("SELECT count(*) FROM ingest_probe WHERE unkeyed AND NOT unfit");
        long candidates = candidates();
        long conflicting = landed.keyIsUnique() ? 0 : conflicting();
        if (conflicting > 0) {
            candidates =
                    engine.make(
                            "ingest_candidate",
                            "SELECT c.* FROM ingest_candidate c ANTI JOIN ingest_conflict x ON "
                                    + keys.sameIdentity("c", "x"));
        }
        long copies = engine.count("SELECT sum(copies) FROM ingest_candidate");
        long fresh = fresh(candidates);
        return new Verdict(
                fresh,
                select(fresh),
                candidates - fresh,
                copies - candidates,
                unkeyed,
                unfit,
                conflicting);
    }

    /// Makes `ingest_candidate`, the different rows that fit, with how often each is there.
    private long candidates() {
        String fit = "FROM ingest_probe WHERE NOT unkeyed AND NOT unfit";
        return engine.make(
                "ingest_candidate",
                landed.keyIsUnique()
                        ? "SELECT " + keys.identity() + ", h, 1 AS copies " + fit
                        : "SELECT "
                                + keys.identity()
                                + ", h, count(*) AS copies "
                                + fit
                                + " GROUP BY ALL");
    }

    /// Finds the identities with several different rows, and counts their rows.
    private long conflicting() {
        long identities =
                engine.make(
                        "ingest_conflict",
                        "SELECT %1$s, sum(copies) AS copies FROM ingest_candidate GROUP BY %1$s HAVING count(*) > 1"
                                .formatted(keys.identity()));
        return identities == 0 ? 0 : engine.count("SELECT sum(copies) FROM ingest_conflict");
    }

    /// Makes `ingest_fresh`, the candidates that raw does not hold.
    private long fresh(long candidates) {
        if (raw == null || raw.rows() == 0 || candidates == 0) {
            engine.execute(
                    "CREATE OR REPLACE TEMP VIEW ingest_fresh AS SELECT * FROM ingest_candidate");
            return candidates;
        }
        RawState state = new RawState(engine, keys, raw);
        String same = raw.byHash() ? state.sameByHash() : state.sameByValue(BATCH);
        engine.execute("CREATE OR REPLACE TEMP TABLE ingest_same AS\n" + same);
        return engine.make(
                "ingest_fresh",
                "SELECT c.* FROM ingest_candidate c ANTI JOIN ingest_same s ON "
                        + keys.sameIdentity("c", "s"));
    }

    /// The rows of `ingest_fresh`, each once.
    private String select(long fresh) {
        if (fresh == landed.rows()) {
            return everything();
        }
        long repeated = engine.count("SELECT count(*) FROM ingest_fresh WHERE copies > 1");
        String on = keys.sameNamedIdentity("b", "f") + " AND hash(b._row_hash) = f.h";
        String once =
                """
                SELECT b.* EXCLUDE (_unfit)
                FROM %s b
                SEMI JOIN (FROM ingest_fresh WHERE copies = 1) f ON %s
                WHERE NOT b._unfit"""
                        .formatted(BATCH, on);
        if (repeated == 0) {
            return once;
        }
        return once
                + """

                UNION ALL
                SELECT b.* EXCLUDE (_unfit)
                FROM %s b
                SEMI JOIN (FROM ingest_fresh WHERE copies > 1) f ON %s
                WHERE NOT b._unfit
                QUALIFY row_number() OVER (PARTITION BY b._row_hash ORDER BY b._source, b._source_row) = 1"""
                        .formatted(BATCH, on);
    }

    private String anyKeyIsNull() {
        return keys.columns().stream()
                .map(column -> DuckSql.name(column) + " IS NULL")
                .collect(Collectors.joining(" OR "));
    }

    private static String batch(Landed landed) {
        String values =
                landed.columns().stream()
                        .map(column -> column.value() + " AS " + DuckSql.name(column.name()))
                        .collect(Collectors.joining(",\n    "));
        List<String> unfit =
                landed.columns().stream()
                        .map(LandedColumn::unfit)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList();
        return """
               SELECT
                   %s,
                   %s AS _row_hash,
                   %s AS _source,
                   %s AS _source_row,
                   (%s) AS _unfit
               FROM %s"""
                .formatted(
                        values,
                        landed.hash(),
                        landed.source(),
                        landed.sourceRow(),
                        unfit.isEmpty() ? "false" : String.join("\n        + ", unfit) + " > 0",
                        landed.relation());
    }
}
