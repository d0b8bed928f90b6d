package io.onefold.graph.internal.load;

import io.onefold.graph.internal.bolt.Row;
import io.onefold.graph.internal.bolt.Schedule;
import io.onefold.graph.internal.plan.ItemName;
import io.onefold.graph.internal.plan.NodePlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The rows of an item that changed, streamed out of the engine.
final class Rows {

    private static final int DELETION_BYTES = 320;

    private final Sql sql;

    Rows(Sql sql) {
        this.sql = sql;
    }

    /// Rows to make or update.
    ///
    /// @param allNew whether every row of the lake is to be sent, once
    /// @param merged whether several rows share a key
    /// @param round the round of the schedule
    EngineRows upserts(
            RowShape shape, Schedule schedule, int round, boolean allNew, boolean merged) {
        String select =
                switch (shape.item()) {
                    case Item.Nodes nodes -> nodesSql(shape, nodes, schedule, allNew, merged);
                    case Item.Links links -> linksSql(shape, links, schedule, round, allNew);
                    case Item.Bare bare ->
                            throw new IllegalArgumentException("nothing is left of " + bare);
                };
        return EngineRows.of(sql, select, shape::read);
    }

    private static String nodesSql(
            RowShape shape, Item.Nodes nodes, Schedule schedule, boolean allNew, boolean merged) {
        NodePlan plan = nodes.plan();
        String select =
                "select %s as shard, %s%s"
                        .formatted(
                                schedule.nodeShardSql("s.k"),
                                shape.keyColumns("s"),
                                properties(nodes));
        if (allNew && !merged) {
            return select
                    + "\nfrom ("
                    + plan.rowsSql()
                    + ") s where s.k is not null and s.bad is null";
        }
        if (!merged) {
            return select
                    + "\nfrom ("
                    + plan.rowsSql()
                    + ") s join "
                    + nodes.changes()
                    + " c on c.k = s.k where c.op <> 'D' and s.bad is null";
        }
        return select
                + "\nfrom (select *, "
                + plan.fingerprint()
                + " as h from ("
                + plan.rowsSql()
                + ")) s join "
                + (allNew ? nodes.current() : "(from " + nodes.changes() + " where op <> 'D')")
                + " c on c.k = s.k and c.h = s.h where s.bad is null"
                + " qualify row_number() over (partition by s.k) = 1";
    }

    /// A SELECT of all rows of a label, each key once: `k` and the properties `p0`, `p1`, ….
    static String wholeSql(Item.Nodes nodes, boolean merged) {
        NodePlan plan = nodes.plan();
        String names =
                plan.columnNames().stream().map(p -> ", s." + p).collect(Collectors.joining());
        if (!merged) {
            return "select s.k%s from (%s) s where s.k is not null and s.bad is null"
                    .formatted(names, plan.rowsSql());
        }
        return """
                select s.k%s
                from (select *, %s as h from (%s)) s
                join %s c on c.k = s.k and c.h = s.h
                where s.bad is null
                qualify row_number() over (partition by s.k) = 1"""
                .formatted(names, plan.fingerprint(), plan.rowsSql(), nodes.current());
    }

    private static String linksSql(
            RowShape shape, Item.Links links, Schedule schedule, int round, boolean allNew) {
        String changed =
                allNew
                        ? ""
                        : " semi join (from %s where op <> 'D') c on c.k = s.k"
                                .formatted(links.changes());
        return "select %s as shard, %s%s\nfrom %s s%s where %s = %d"
                .formatted(
                        schedule.shardSql("s.f", "s.t"),
                        shape.keyColumns("s"),
                        properties(links),
                        links.current(),
                        changed,
                        schedule.roundSql("s.f", "s.t"),
                        round);
    }

    private static String properties(Item item) {
        return IntStream.range(0, item.properties().size())
                .mapToObj(i -> ", s.p" + i)
                .collect(Collectors.joining());
    }

    /// Rows to remove.
    EngineRows deletions(Item item, Schedule schedule, int round) {
        String gone = "from " + item.changes() + " where op = 'D'";
        return switch (item.name()) {
            case ItemName.Label label ->
                    EngineRows.of(
                            sql,
                            "select " + schedule.nodeShardSql("k") + ", k " + gone,
                            Rows::deletedNode);
            case ItemName.Type type ->
                    EngineRows.of(
                            sql,
                            """
                        select %s as shard, k, f, t
                        from (select k, split_part(k, chr(30), 1) as f, split_part(k, chr(30), 2) as t %s)
                        where %s = %d"""
                                    .formatted(
                                            schedule.shardSql("f", "t"),
                                            gone,
                                            schedule.roundSql("f", "t"),
                                            round),
                            (row, first) -> deletedLink(row, first, type));
        };
    }

    private static Row deletedNode(ResultSet row, int first) throws SQLException {
        String key = row.getString(first);
        return new Row(key, Map.of("k", key), DELETION_BYTES);
    }

    private static Row deletedLink(ResultSet row, int first, ItemName.Type type)
            throws SQLException {
        String key = row.getString(first);
        Map<String, Object> parameters = HashMap.newHashMap(4);
        parameters.put("k", RowShape.prefix(type) + key);
        parameters.put("f", row.getString(first + 1));
        parameters.put("t", row.getString(first + 2));
        return new Row(key, parameters, DELETION_BYTES);
    }

    /// Relationships of the graph that no key names, by the server's ids.
    EngineRows strays(Item item) {
        return EngineRows.of(sql, "select 0, id from " + item.strays(), Rows::deletedNode);
    }
}
