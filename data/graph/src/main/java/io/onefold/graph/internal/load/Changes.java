package io.onefold.graph.internal.load;

import io.onefold.lake.DuckSql;
import org.jspecify.annotations.Nullable;

/// The difference between what the lake says of an item and what the graph holds, as tables of the
/// engine.
final class Changes {

    private final Sql sql;

    Changes(Sql sql) {
        this.sql = sql;
    }

    /// What an item's rows came to.
    ///
    /// @param read rows of the lake
    /// @param withoutKey of those, rows with a null in their key, which are no nodes
    /// @param refused of those, rows that the graph cannot hold
    /// @param merged of those, further rows of a key that another row has
    record Read(long read, long withoutKey, long refused, long merged) {}

    /// How many changes of each kind there are.
    record Count(long created, long updated, long deleted) {
        long all() {
            return created + updated + deleted;
        }
    }

    /// Computes what the lake says of an item. Rows that share a key become one: the one whose
    /// fingerprint sorts first.
    Read readLake(Item item) {
        switch (item) {
            case Item.Nodes nodes -> create(item.current(), nodes.plan().fingerprintsSql());
            case Item.Links links -> create(item.current(), links.plan().rowsSql());
            case Item.Bare bare ->
                    create(item.current(), "select '' as k, '' as h, '' as bad limit 0");
        }
        Read read =
                sql.one(
                        "select count(*), count(*) - count(k), count(bad) filter (k is not null),"
                                + " count(k) filter (bad is null)"
                                + " - count(distinct k) filter (bad is null) from "
                                + item.current(),
                        r -> new Read(r.getLong(1), r.getLong(2), r.getLong(3), r.getLong(4)));
        if (read.merged() > 0) {
            sql.execute(
                    "create or replace temp table %1$s as select k, min(h) as h, cast(null as VARCHAR) as bad from %1$s"
                                    .formatted(item.current())
                            + " where k is not null and bad is null group by k");
        } else {
            sql.execute("delete from " + item.current() + " where k is null or bad is not null");
        }
        return read;
    }

    /// Takes what was sent before, and what may or may not have arrived, as what the graph holds.
    ///
    /// @param sent the table of what was sent, by `item`, `key`, `hash`
    /// @param pending the table of what was under way, likewise
    void baseOnState(Item item, String sent, String pending) {
        String name = DuckSql.text(item.name().toString());
        create(
                item.base(),
                """
                select
                  coalesce(s.key, p.key) as k,
                  s.hash as h,
                  p.key is not null as uncertain
                from (select key, hash from %1$s where item = %3$s) s
                full join (select key from %2$s where item = %3$s and key is not null) p on p.key = s.key"""
                        .formatted(sent, pending, name));
    }

    /// Says that no relationship is without a key, as far as the state tells.
    void noStrays(Item item) {
        create(item.strays(), "select '' as id limit 0");
    }

    /// Takes what was read of the graph as what it holds.
    ///
    /// @param read the table of what was read, by `k` and `h`; it goes
    void baseOnGraph(Item item, String read) {
        create(item.base(), "select k, h, false as uncertain from " + read);
        sql.execute("drop table " + read);
    }

    /// Says that the graph holds nothing of an item, and that nothing of it is to be sent.
    void nothingThere(Item item) {
        noStrays(item);
        create(item.base(), "select '' as k, '' as h, false as uncertain limit 0");
        create(item.changes(), "select '' as k, '' as h, '' as op limit 0");
        create(item.dead(), "select '' as k limit 0");
    }

    /// Says that only some rows of an item are to be sent, as updates.
    ///
    /// @param keys a SELECT of their keys `k`
    void only(Item item, String keys) {
        create(
                item.changes(),
                "select k, h, 'U' as op from %s semi join (%s) using (k)"
                        .formatted(item.current(), keys));
    }

    /// Computes the difference.
    Count compare(Item item) {
        create(
                item.changes(),
                """
                select
                  coalesce(c.k, b.k) as k,
                  c.h as h,
                  case when c.k is null then 'D' when b.k is null then 'C' else 'U' end as op
                from %s c
                full join %s b on b.k = c.k
                where c.k is null or b.k is null or b.uncertain or b.h is distinct from c.h"""
                        .formatted(item.current(), item.base()));
        create(item.dead(), "select '' as k limit 0");
        return count(item);
    }

    Count count(Item item) {
        return sql.one(
                "select count(*) filter (op = 'C'), count(*) filter (op = 'U'), count(*) filter (op = 'D') from "
                        + item.changes(),
                r -> new Count(r.getLong(1), r.getLong(2), r.getLong(3)));
    }

    /// Takes relationships out of the load whose nodes never reached the graph.
    ///
    /// @param from the label they start from, if it has dead rows
    /// @param to the label they end at, if it has dead rows
    /// @return how many were taken out
    long withoutDeadEnds(Item.Links links, @Nullable Item from, @Nullable Item to) {
        String condition = deadEnd("f", from) + " or " + deadEnd("t", to);
        long before = sql.count("select count(*) from " + links.current());
        sql.execute("delete from " + links.current() + " where " + condition);
        compare(links);
        return before - sql.count("select count(*) from " + links.current());
    }

    private static String deadEnd(String end, @Nullable Item label) {
        if (label == null) {
            return "false";
        }
        return "%1$s in (select d.k from %2$s d anti join %3$s b on b.k = d.k)"
                .formatted(end, label.dead(), label.base());
    }

    private void create(String table, String select) {
        sql.execute("create or replace temp table " + table + " as\n" + select);
    }
}
