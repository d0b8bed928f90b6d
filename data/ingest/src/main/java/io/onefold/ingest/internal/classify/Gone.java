package io.onefold.ingest.internal.classify;

import io.onefold.ingest.internal.landing.Landed;
import io.onefold.ingest.internal.landing.Landed.LandedColumn;
import io.onefold.ingest.internal.landing.TextLanding;
import io.onefold.lake.DuckSql;
import io.onefold.lake.LakeSession;
import io.onefold.model.TableName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The keys that raw holds as alive and that the silo no longer has.
public final class Gone {

    private final EngineSql engine;
    private final Keys keys;
    private final TableName raw;
    private long seen;

    /// @param raw raw's address, attached to the session
    public Gone(LakeSession session, Keys keys, TableName raw) {
        this.engine = new EngineSql(session);
        this.keys = keys;
        this.raw = raw;
    }

    /// Compares with a batch of all rows that was sorted on the same session. A row that was set
    /// aside still is in the silo.
    public long ofBatch() {
        seen =
                engine.make(
                        "ingest_seen",
                        "SELECT DISTINCT " + keys.key() + " FROM ingest_probe WHERE NOT unkeyed");
        return gone();
    }

    /// Compares with the keys of all rows.
    ///
    /// @param landed the key columns, in the order of the key
    public long ofKeys(Landed landed) {
        List<LandedColumn> columns = landed.columns();
        String values =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> columns.get(i).value() + " AS k" + i)
                        .collect(Collectors.joining(", "));
        engine.execute(TextLanding.macro());
        seen =
                engine.make(
                        "ingest_seen", "SELECT DISTINCT " + values + " FROM " + landed.relation());
        return gone();
    }

    /// How many keys the silo has.
    public long seen() {
        return seen;
    }

    /// A SELECT of the last state of each gone key: business columns, `_row_hash`, `_source`,
    /// `_source_row`.
    public static String lastStates(Keys keys, TableName raw) {
        String order =
                keys.order() == null ? "" : ", " + DuckSql.name(keys.order()) + " DESC NULLS LAST";
        return """
               SELECT r.* EXCLUDE (_run_id, _ingested_at, _deleted)
               FROM %1$s r
               SEMI JOIN ingest_gone g ON %2$s
               WHERE NOT r._deleted
               QUALIFY row_number() OVER (
                   PARTITION BY %3$s
                   ORDER BY r._ingested_at DESC%4$s, r._source_row DESC NULLS LAST
               ) = 1"""
                .formatted(DuckSql.table(raw), keys.sameNamedKey("r", "g"), keys.names(), order);
    }

    private long gone() {
        return engine.make(
                "ingest_gone",
                """
                SELECT a.*
                FROM (
                    SELECT %1$s
                    FROM (SELECT %2$s, _ingested_at AS moment, _deleted AS deleted FROM %3$s)
                    GROUP BY %1$s
                    HAVING NOT arg_max(deleted, moment)
                ) a
                ANTI JOIN ingest_seen s ON %4$s"""
                        .formatted(
                                keys.key(),
                                keys.selected(),
                                DuckSql.table(raw),
                                keys.sameKey("a", "s")));
    }
}
