package io.onefold.graph.internal.plan;

import java.util.List;

/// A join of the lake that yields relationships.
public sealed interface Link permits Link.Direct, Link.Through, Link.Shared {

    /// A SELECT of the joined rows: `f` and `t` the keys of the two nodes, `bad` why the graph
    /// cannot hold the row, and the properties `p0`, `p1`, ….
    String rowsSql(List<Property> all);

    /// A SELECT of the rows that point at nothing: `k` a key to find the row by, and `empty`,
    /// whether it has no value to point with.
    ///
    /// @param pointing the side that points; only a direct join needs to be told
    String unmatchedSql(Pointing pointing);

    /// The side of a direct join whose rows point at the other.
    enum Pointing {
        FROM,
        TO,
        /// Neither side is compared by its key: the side whose values repeat points.
        UNDECIDED
    }

    /// Rows of the two sides with equal values.
    record Direct(Side from, Side to) implements Link {

        @Override
        public String rowsSql(List<Property> all) {
            return """
                    select f.k as f, t.k as t, t.bad as bad%s
                    from (%s) f
                    join (%s) t on %s"""
                    .formatted(
                            columns("t", all),
                            from.sql(),
                            to.sql(all),
                            Side.equal("f", "t", from.joins().size()));
        }

        @Override
        public String unmatchedSql(Pointing pointing) {
            Side points = pointing == Pointing.FROM ? from : to;
            Side target = pointing == Pointing.FROM ? to : from;
            int count = from.joins().size();
            return """
                    select a.k as k, not (%s) as empty
                    from (%s) a
                    where not exists (select 1 from (%s) b where %s)"""
                    .formatted(
                            Side.present(count),
                            points.sql(),
                            target.sql(),
                            Side.equal("a", "b", count));
        }

        /// Which side points, as far as the keys of the labels tell.
        public Pointing pointing() {
            if (from.isKey() == to.isKey()) {
                return Pointing.UNDECIDED;
            }
            return to.isKey() ? Pointing.FROM : Pointing.TO;
        }

        /// A SELECT of one row: whether the values of the from side are distinct, and those of the
        /// to side.
        public String distinctSql() {
            return "select %s as from_distinct, %s as to_distinct"
                    .formatted(distinct(from), distinct(to));
        }

        private static String distinct(Side side) {
            int count = side.joins().size();
            StringBuilder row = new StringBuilder("row(");
            for (int i = 0; i < count; i++) {
                row.append(i == 0 ? "j" : ", j").append(i);
            }
            return "(select count(*) = count(distinct "
                    + row.append(")")
                    + ") from ("
                    + side.sql()
                    + ") where "
                    + Side.present(count)
                    + ")";
        }
    }

    /// Rows of a junction with the node each of its two ends names.
    ///
    /// @param relation the junction
    /// @param key a key to find a junction row by
    /// @param fromJoins what is compared with the from side
    /// @param toJoins what is compared with the to side
    /// @param properties what the relationship takes from the junction
    record Through(
            Side from,
            Side to,
            Relation relation,
            String key,
            List<String> fromJoins,
            List<String> toJoins,
            List<Property> properties)
            implements Link {

        @Override
        public String rowsSql(List<Property> all) {
            return """
                    select f.k as f, t.k as t, j.bad as bad%s
                    from (%s) j
                    join (%s) f on %s
                    join (%s) t on %s"""
                    .formatted(
                            columns("j", all),
                            junction(all, properties),
                            from.sql(),
                            equal("f", "f", fromJoins.size()),
                            to.sql(),
                            equal("t", "t", toJoins.size()));
        }

        @Override
        public String unmatchedSql(Pointing pointing) {
            return """
                    select j.k as k, not (%s and %s) as empty
                    from (%s) j
                    where not exists (select 1 from (%s) f where %s)
                      or not exists (select 1 from (%s) t where %s)"""
                    .formatted(
                            present("f", fromJoins.size()),
                            present("t", toJoins.size()),
                            junction(List.of(), List.of()),
                            from.sql(),
                            equal("f", "f", fromJoins.size()),
                            to.sql(),
                            equal("t", "t", toJoins.size()));
        }

        private String junction(List<Property> all, List<Property> own) {
            StringBuilder sql = new StringBuilder("select ").append(key).append(" as k");
            named(sql, "f", fromJoins);
            named(sql, "t", toJoins);
            return sql.append(", ")
                    .append(NodePlan.refusalOf(own))
                    .append(" as bad")
                    .append(NodePlan.selectList(all, own))
                    .append("\nfrom ")
                    .append(relation.sql())
                    .toString();
        }

        private static void named(StringBuilder sql, String end, List<String> joins) {
            for (int i = 0; i < joins.size(); i++) {
                sql.append(", ").append(joins.get(i)).append(" as ").append(end).append(i);
            }
        }

        private static String equal(String side, String end, int count) {
            StringBuilder sql = new StringBuilder();
            for (int i = 0; i < count; i++) {
                sql.append(i == 0 ? "" : " and ")
                        .append("j.%s%d = %s.j%d".formatted(end, i, side, i));
            }
            return sql.toString();
        }

        private static String present(String end, int count) {
            StringBuilder sql = new StringBuilder();
            for (int i = 0; i < count; i++) {
                sql.append(i == 0 ? "" : " and ").append("j.%s%d is not null".formatted(end, i));
            }
            return sql.toString();
        }
    }

    /// Nodes and the shared values they use, with the first and last time of use.
    ///
    /// @param from the nodes
    /// @param relation the rows that say who used which value
    /// @param key a key to find such a row by
    /// @param joins what is compared with the from side
    /// @param value the key of the value's node
    /// @param properties the time of use, under two names; none if it is unknown
    record Shared(
            Side from,
            Relation relation,
            String key,
            List<String> joins,
            String value,
            List<Property> properties)
            implements Link {

        @Override
        public String rowsSql(List<Property> all) {
            return """
                    select f.k as f, u.v as t, u.bad as bad%s
                    from (%s) u
                    join (%s) f on %s"""
                    .formatted(
                            columns("u", all),
                            uses(all, properties),
                            from.sql(),
                            Side.equal("f", "u", joins.size()));
        }

        @Override
        public String unmatchedSql(Pointing pointing) {
            return """
                    select u.k as k, not (%s) as empty
                    from (%s) u
                    where not exists (select 1 from (%s) f where %s)"""
                    .formatted(
                            Side.present(joins.size()),
                            uses(List.of(), List.of()),
                            from.sql(),
                            Side.equal("f", "u", joins.size()));
        }

        private String uses(List<Property> all, List<Property> own) {
            return "select "
                    + key
                    + " as k, "
                    + value
                    + " as v, "
                    + Side.compared(joins)
                    + ", "
                    + NodePlan.refusalOf(own)
                    + " as bad"
                    + NodePlan.selectList(all, own)
                    + "\nfrom "
                    + relation.sql()
                    + "\nwhere "
                    + value
                    + " is not null";
        }
    }

    private static String columns(String alias, List<Property> all) {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            sql.append(", ").append(alias).append(".p").append(i);
        }
        return sql.toString();
    }
}
