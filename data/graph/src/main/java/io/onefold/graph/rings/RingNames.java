package io.onefold.graph.rings;

import io.onefold.lake.LakeSession;
import io.onefold.lake.RowAppender;
import io.onefold.model.cluster.ClaimRule;
import io.onefold.model.cluster.Naming;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Gives rings the ids they had, by [ClaimRule] over customer numbers.
///
/// Customers that were in a ring once keep their last ring id in the member table even when they
/// are in none now, so that a ring whose members return is restored. Memory: about 150 bytes for
/// each customer that is or was in a ring.
final class RingNames {

    private final LakeSession session;
    private final RingTables tables;

    RingNames(LakeSession session, RingTables tables) {
        this.session = session;
        this.tables = tables;
    }

    /// Fills `ring_named(id, ring, current)` from `ring_found` and the former members.
    ///
    /// @param formerSql yields `customer_id`, `ring` (its number) and `current` of the last naming
    Naming<Long, Integer> name(String formerSql) throws SQLException {
        session.execute(
                "CREATE TEMP TABLE ring_person AS SELECT (row_number() OVER (ORDER BY id) - 1)::INTEGER AS p, id"
                        + " FROM (SELECT c.id FROM ring_found AS f JOIN ring_customer AS c USING (n) WHERE f.size > 1"
                        + " UNION SELECT customer_id FROM ("
                        + formerSql
                        + "))");
        Map<Integer, Long> lastIdOf = new HashMap<>();
        Set<Long> live = new TreeSet<>();
        long[] youngest = {0};
        tables.read(
                "SELECT p, ring, current FROM ("
                        + formerSql
                        + ") JOIN ring_person ON id = customer_id",
                row -> {
                    long ring = row.getLong(2);
                    lastIdOf.put(row.getInt(1), ring);
                    youngest[0] = Math.max(youngest[0], ring);
                    if (row.getBoolean(3)) {
                        live.add(ring);
                    }
                });
        Map<Integer, List<Integer>> clusters = new TreeMap<>();
        tables.read(
                "SELECT f.component, p.p FROM ring_found AS f JOIN ring_customer AS c USING (n)"
                        + " JOIN ring_person AS p USING (id) WHERE f.size > 1",
                row ->
                        clusters.computeIfAbsent(row.getInt(1), k -> new ArrayList<>())
                                .add(row.getInt(2)));
        Naming<Long, Integer> naming =
                new ClaimRule<>(lastIdOf, live, () -> ++youngest[0]).name(clusters.values());
        keep(naming, lastIdOf);
        return naming;
    }

    private void keep(Naming<Long, Integer> naming, Map<Integer, Long> lastIdOf) {
        session.execute("CREATE TEMP TABLE ring_member(p INTEGER, ring BIGINT, current INTEGER)");
        try (RowAppender rows = session.append("ring_member")) {
            Map<Integer, Long> gone = new HashMap<>(lastIdOf);
            for (Map.Entry<Long, ? extends SortedSet<Integer>> ring : naming.members().entrySet()) {
                for (int member : ring.getValue()) {
                    gone.remove(member);
                    rows.beginRow().add(member).add(ring.getKey()).add(1).endRow();
                }
            }
            gone.forEach(
                    (member, ring) ->
                            rows.beginRow()
                                    .add(member.intValue())
                                    .add(ring.longValue())
                                    .add(0)
                                    .endRow());
        }
        session.execute(
                "CREATE TEMP TABLE ring_named AS SELECT p.id, m.ring, m.current = 1 AS current"
                        + " FROM ring_member AS m JOIN ring_person AS p USING (p)");
    }
}
