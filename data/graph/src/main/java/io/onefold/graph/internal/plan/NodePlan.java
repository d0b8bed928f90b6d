package io.onefold.graph.internal.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The nodes of a label: which rows they are made of, their key and their properties.
///
/// @param label the label
/// @param properties its properties, over all parts
/// @param parts the datasets it is made of, at least one
public record NodePlan(String label, List<Property> properties, List<Part> parts) {

    /// The rows of one dataset that become nodes.
    ///
    /// @param relation the dataset
    /// @param keyColumns the columns of the key
    /// @param key the key, as an expression over the row
    /// @param properties what the row carries
    /// @param rowIsNode whether no two rows share a key, as far as the source's key tells
    public record Part(
            Relation relation,
            List<String> keyColumns,
            String key,
            List<Property> properties,
            boolean rowIsNode) {

        public Part {
            keyColumns = List.copyOf(keyColumns);
            properties = List.copyOf(properties);
        }

        /// Why the graph cannot hold the row, as an expression; null for a row it can hold.
        String refusal() {
            return refusalOf(properties);
        }
    }

    public NodePlan {
        properties = List.copyOf(properties);
        parts = List.copyOf(parts);
    }

    /// A SELECT of all rows: `k` the key, `bad` why the graph cannot hold it, `p0`, `p1`, … the
    /// properties in the order of [#properties].
    public String rowsSql() {
        return parts.stream().map(this::partSql).collect(Collectors.joining("\nunion all\n"));
    }

    /// A SELECT of all rows: `k`, `bad` and `h`, the fingerprint of the properties.
    public String fingerprintsSql() {
        return "select k, bad, " + fingerprint() + " as h\nfrom (\n" + rowsSql() + "\n)";
    }

    /// The fingerprint of a row of [#rowsSql], as an expression.
    public String fingerprint() {
        return Fingerprint.sql(columns());
    }

    /// The names `p0`, `p1`, … that stand for the properties in a SELECT.
    public List<String> columnNames() {
        return IntStream.range(0, properties.size()).mapToObj(i -> "p" + i).toList();
    }

    private String partSql(Part part) {
        return "select "
                + part.key()
                + " as k, "
                + part.refusal()
                + " as bad"
                + selectList(properties, part.properties())
                + "\nfrom "
                + part.relation().sql();
    }

    private Map<Property, String> columns() {
        Map<Property, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < properties.size(); i++) {
            columns.put(properties.get(i), "p" + i);
        }
        return columns;
    }

    /// `, expression as p0, …` for all properties, null for those that a part does not have.
    static String selectList(List<Property> all, List<Property> own) {
        Map<String, Property> byName =
                own.stream().collect(Collectors.toMap(Property::name, p -> p));
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            Property wanted = all.get(i);
            Property property = byName.get(wanted.name());
            String sql =
                    property == null ? "cast(null as " + wanted.sqlType() + ")" : property.sql();
            list.append(",\n  ").append(sql).append(" as p").append(i);
        }
        return list.toString();
    }

    /// The first reason why a row cannot be held, as an expression.
    static String refusalOf(List<Property> properties) {
        String cases =
                properties.stream()
                        .filter(p -> p.refusalCondition().isPresent())
                        .map(Property::refusalCase)
                        .collect(Collectors.joining(" "));
        return cases.isEmpty() ? "cast(null as VARCHAR)" : "case " + cases + " end";
    }
}
