package io.onefold.graph.query;

import io.onefold.model.DatasetName;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A question of the library: what it asks, with what, and what it answers.
///
/// @param name its name, for example `shared-cards`
/// @param intent what it is for, in a few words
/// @param description a sentence for people
/// @param graph the graph it is about
/// @param parameters what may be chosen, beside `as_of`
/// @param requireOneOf parameters of which at least one must be given; empty: no such demand
/// @param columns what it answers, in order
/// @param cypher its writing over the graph
/// @param sql its writing over the lake, in the common subset of Spark and DuckDB: dataset `a.b`
///   stands there in backticks, a column under the loader's masks under its name, and clear, for
///   joins alone, behind `_clear_`
/// @param datasets the datasets that the SQL names
public record QuerySpec(
        String name,
        String intent,
        String description,
        String graph,
        List<QueryParameter> parameters,
        List<String> requireOneOf,
        List<QueryColumn> columns,
        String cypher,
        String sql,
        Set<DatasetName> datasets) {

    public QuerySpec {
        Objects.requireNonNull(name);
        Objects.requireNonNull(intent);
        Objects.requireNonNull(description);
        Objects.requireNonNull(graph);
        parameters = List.copyOf(parameters);
        requireOneOf = List.copyOf(requireOneOf);
        columns = List.copyOf(columns);
        Objects.requireNonNull(cypher);
        Objects.requireNonNull(sql);
        datasets = Set.copyOf(datasets);
    }
}
