package io.onefold.graph.internal.plan;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One side of a join: the nodes of a part, with the values that are compared.
///
/// @param nodes the nodes
/// @param columns the columns that are compared
/// @param joins what is compared, as expressions over the row
/// @param properties what the relationship takes from this side
record Side(
        NodePlan.Part nodes, List<String> columns, List<String> joins, List<Property> properties) {

    Side {
        columns = List.copyOf(columns);
        joins = List.copyOf(joins);
        properties = List.copyOf(properties);
    }

    /// A SELECT of `k`, `j0`, `j1`, …, `bad` and the properties `p0`, `p1`, …, one row for each
    /// node and value.
    String sql(List<Property> all) {
        String distinct = nodes.rowIsNode() ? "" : "distinct ";
        return "select "
                + distinct
                + nodes.key()
                + " as k, "
                + compared(joins)
                + ", "
                + NodePlan.refusalOf(properties)
                + " as bad"
                + NodePlan.selectList(all, properties)
                + "\nfrom "
                + nodes.relation().sql()
                + "\nwhere "
                + nodes.key()
                + " is not null and "
                + nodes.refusal()
                + " is null";
    }

    /// The same without properties.
    String sql() {
        return new Side(nodes, columns, joins, List.of()).sql(List.of());
    }

    /// Whether the compared columns are the node's key, so that the other side points here.
    boolean isKey() {
        return columns.size() == nodes.keyColumns().size()
                && columns.containsAll(nodes.keyColumns());
    }

    /// `expression as j0, expression as j1`
    static String compared(List<String> joins) {
        return IntStream.range(0, joins.size())
                .mapToObj(i -> joins.get(i) + " as j" + i)
                .collect(Collectors.joining(", "));
    }

    /// `a.j0 = b.j0 and a.j1 = b.j1`
    static String equal(String a, String b, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> a + ".j" + i + " = " + b + ".j" + i)
                .collect(Collectors.joining(" and "));
    }

    /// `j0 is not null and j1 is not null`
    static String present(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "j" + i + " is not null")
                .collect(Collectors.joining(" and "));
    }
}
