package io.onefold.graph.internal.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The relationships of a type between two labels: the joins they come from and what they carry.
///
/// A relationship has a `_key` of its own when it carries properties, or when its joins can yield
/// one pair several times; otherwise there is one for each pair of nodes. Repeated ones of a pair
/// are numbered in the order of their fingerprints, so that the same rows always get the same keys.
///
/// @param type the type
/// @param from the label it starts from
/// @param to the label it ends at
/// @param properties its properties, over all links
/// @param keyed whether each has a `_key`
/// @param seen whether the properties are a first and a last time of use, one pair for all rows
/// @param order position in the order of execution
/// @param links the joins, at least one
public record RelationshipPlan(
        String type,
        String from,
        String to,
        List<Property> properties,
        boolean keyed,
        boolean seen,
        int order,
        List<Link> links) {

    public RelationshipPlan {
        properties = List.copyOf(properties);
        links = List.copyOf(links);
    }

    /// The names `p0`, `p1`, … that stand for the properties in a SELECT.
    public List<String> columnNames() {
        return IntStream.range(0, properties.size()).mapToObj(i -> "p" + i).toList();
    }

    /// A SELECT of one row for each relationship: `k` its key in the load's state, `f`, `t`, `bad`,
    /// `h` the fingerprint, and the properties `p0`, `p1`, ….
    public String rowsSql() {
        if (keyed) {
            return """
                    select f || chr(30) || t || chr(30) || n as k, *
                    from (
                      select *, row_number() over (partition by f, t order by h) as n
                      from (select *, %s as h from (%s))
                    )"""
                    .formatted(fingerprint(), joined());
        }
        if (seen) {
            return """
                    select f || chr(30) || t as k, *, %s as h
                    from (
                      select f, t, min(bad) as bad, min(p0) as p0, max(p1) as p1
                      from (%s)
                      group by f, t
                    )"""
                    .formatted(fingerprint(), joined());
        }
        return """
                select f || chr(30) || t as k, *, %s as h
                from (select distinct f, t, bad from (%s))"""
                .formatted(fingerprint(), joined());
    }

    private String joined() {
        return links.stream()
                .map(link -> link.rowsSql(properties))
                .collect(Collectors.joining("\nunion all\n"));
    }

    private String fingerprint() {
        Map<Property, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < properties.size(); i++) {
            columns.put(properties.get(i), "p" + i);
        }
        return Fingerprint.sql(columns);
    }
}
