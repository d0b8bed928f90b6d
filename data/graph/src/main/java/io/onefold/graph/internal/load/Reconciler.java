package io.onefold.graph.internal.load;

import io.onefold.graph.internal.bolt.Bolt;
import io.onefold.graph.internal.plan.Link;
import io.onefold.graph.internal.plan.RelationshipPlan;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.ArrayList;
import java.util.List;

/// The proof that the graph holds what the lake says: counts for each label and relationship, and
/// on demand every single node and relationship by its fingerprint.
final class Reconciler {

    private final Sql sql;
    private final GraphReader reader;
    private final GraphCounts counts;

    Reconciler(Bolt bolt, Sql sql) {
        this.sql = sql;
        this.reader = new GraphReader(bolt, sql);
        this.counts = new GraphCounts(bolt);
    }

    /// Counts the rows of a relationship's joins that have no partner.
    Unmatched unmatched(RelationshipPlan plan) {
        List<String> selects = new ArrayList<>();
        for (Link link : plan.links()) {
            selects.add(link.unmatchedSql(pointing(link)));
        }
        String all = String.join("\nunion all\n", selects);
        sql.execute("create or replace temp table unmatched as " + all);
        long count = sql.count("select count(*) from unmatched where not empty");
        long empty = sql.count("select count(*) from unmatched where empty");
        List<String> keys =
                count == 0
                        ? List.of()
                        : sql.list(
                                "select coalesce(k, '') from unmatched where not empty order by k limit "
                                        + Unmatched.LISTED_MAX,
                                row -> row.getString(1));
        sql.execute("drop table unmatched");
        return new Unmatched(count, empty, keys);
    }

    /// The side of a join that points. Where keys do not tell, it is the side whose values repeat;
    /// if both or neither repeat, the side where the relationship ends.
    private Link.Pointing pointing(Link link) {
        if (!(link instanceof Link.Direct direct)) {
            return Link.Pointing.UNDECIDED;
        }
        Link.Pointing told = direct.pointing();
        if (told != Link.Pointing.UNDECIDED) {
            return told;
        }
        return sql.one(
                direct.distinctSql(),
                row ->
                        row.getBoolean("to_distinct") && !row.getBoolean("from_distinct")
                                ? Link.Pointing.FROM
                                : Link.Pointing.TO);
    }

    /// How many nodes or relationships of an item the graph should hold.
    long expected(Item item) {
        return sql.count(
                "select (select count(*) from %1$s anti join %2$s d using (k)) + (select count(*) from %3$s semi join %2$s d using (k))"
                        .formatted(item.current(), item.dead(), item.base()));
    }

    /// How many nodes or relationships of each item the graph holds.
    List<Long> found(List<GraphCounts.Wanted> items) {
        return counts.found(items);
    }

    /// Compares every node or relationship of an item with its row.
    ///
    /// @return how many are missing, too many or different
    long differing(Item item) {
        String held = "held_" + item.number();
        String strays = "held_strays_" + item.number();
        reader.read(item, held, strays);
        long different =
                sql.count(
                        """
                        select count(*)
                        from (
                          select k, h from %1$s anti join %2$s d using (k)
                          union all select b.k, b.h from %3$s b semi join %2$s d using (k)
                        ) l
                        full join %4$s g on g.k = l.k
                        where l.k is null or g.k is null or (l.h is not null and l.h <> g.h)"""
                                .formatted(item.current(), item.dead(), item.base(), held));
        long stray = sql.count("select count(*) from " + strays);
        sql.execute("drop table " + held);
        sql.execute("drop table " + strays);
        return different + stray;
    }

    /// @throws OnefoldException (RUN_FAILED) saying what does not agree
    static void requireEqual(Item item, long expected, long found, long differing) {
        if (expected != found) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    item.name()
                            + ": the lake says "
                            + expected
                            + ", the graph holds "
                            + found
                            + "; somebody else changed the graph, or it is not the one that was loaded before;"
                            + " load it again with --full");
        }
        if (differing > 0) {
            throw new OnefoldException(
                    ErrorCode.RUN_FAILED,
                    item.name()
                            + ": "
                            + differing
                            + " of "
                            + expected
                            + " differ from their rows in the lake; load it again with --full");
        }
    }
}
