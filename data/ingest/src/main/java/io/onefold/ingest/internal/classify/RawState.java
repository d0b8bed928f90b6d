package io.onefold.ingest.internal.classify;

import io.onefold.lake.DuckSql;
import java.util.Arrays;
import java.util.stream.Collectors;

/// What raw says of each identity: its latest row, and whether its key is gone.
final class RawState {

    /// A batch this many times smaller than raw narrows raw to its own keys first.
    private static final long NARROW = 4;

    private final EngineSql engine;
    private final Keys keys;
    private final Compared raw;
    private final String table;

    RawState(EngineSql engine, Keys keys, Compared raw) {
        this.engine = engine;
        this.keys = keys;
        this.raw = raw;
        this.table = DuckSql.table(raw.table());
    }

    /// The identities of the batch whose latest row in raw has the hash of the batch's row.
    String sameByHash() {
        return """
               WITH latest AS (
                   SELECT %1$s, arg_max(h, moment) AS h
                   FROM (%2$s)
                   WHERE NOT deleted
                   GROUP BY %1$s
               )
               SELECT %3$s
               FROM ingest_candidate c
               JOIN latest l ON %4$s AND c.h = l.h%5$s"""
                .formatted(
                        keys.identity(),
                        history(),
                        qualified("c"),
                        keys.sameIdentity("c", "l"),
                        butNotGone("c"));
    }

    /// The identities of the batch whose latest row in raw has the values of the batch's row.
    ///
    /// @param batch the batch's view
    String sameByValue(String batch) {
        String equal =
                raw.columns().stream()
                        .map(DuckSql::name)
                        .map(name -> "b." + name + " IS NOT DISTINCT FROM r." + name)
                        .collect(Collectors.joining("\n    AND "));
        return """
               WITH latest AS (
                   SELECT %1$s, max(moment) AS moment
                   FROM (%2$s)
                   WHERE NOT deleted
                   GROUP BY %1$s
               )
               SELECT DISTINCT %3$s
               FROM %4$s b
               JOIN latest l ON %5$s
               JOIN %6$s r
                   ON %7$s AND r._ingested_at = l.moment AND NOT r._deleted%8$s
               WHERE NOT b._unfit
                   AND %9$s"""
                .formatted(
                        keys.identity(),
                        history(),
                        qualified("l"),
                        batch,
                        keys.sameNamedIdentity("b", "l"),
                        table,
                        keys.sameNamedIdentity("r", "l"),
                        butNotGone("l"),
                        equal);
    }

    /// Raw's identities with hash, time and mark, narrowed to the keys of a small batch.
    private String history() {
        long batch = engine.count("SELECT count(*) FROM ingest_candidate");
        String all =
                "SELECT "
                        + keys.selected()
                        + ", "
                        + Classifier.SHORT_HASH
                        + " AS h, _ingested_at AS moment, _deleted AS deleted FROM "
                        + table;
        return batch * NARROW > raw.rows()
                ? all
                : "SELECT a.* FROM ("
                        + all
                        + ") a SEMI JOIN ingest_candidate c ON "
                        + keys.sameKey("a", "c");
    }

    /// The condition that a key was not marked as gone since, if any ever was.
    private String butNotGone(String alias) {
        if (engine.count("SELECT count(*) FROM " + table + " WHERE _deleted") == 0) {
            return "";
        }
        return """

               ANTI JOIN (
                   SELECT %1$s
                   FROM (%2$s)
                   GROUP BY %1$s
                   HAVING arg_max(deleted, moment)
               ) g ON %3$s"""
                .formatted(keys.key(), history(), keys.sameKey(alias, "g"));
    }

    private String qualified(String alias) {
        return Arrays.stream(keys.identity().split(", "))
                .map(name -> alias + "." + name)
                .collect(Collectors.joining(", "));
    }
}
