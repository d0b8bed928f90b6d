package io.onefold.quality.internal;

import io.onefold.lake.DuckSql;
import io.onefold.model.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A dataset that a contract refers to, as the session names its tables.
///
/// A row that stands in quarantine is known all the same: its own defect is not the defect of the
/// rows that refer to it.
///
/// @param trusted the trusted table
/// @param quarantine the quarantine table, if there is one
/// @param sources the raw column behind each trusted column that is nothing but that raw column,
///   converted
/// @param version what changes when the known rows do
record Referenced(
        String trusted, Optional<String> quarantine, Map<String, String> sources, String version) {

    Referenced {
        sources = Map.copyOf(sources);
    }

    /// SQL of the known values of some columns, without nulls.
    ///
    /// @param columns trusted columns of this dataset
    /// @param types the types to compare them in
    String values(List<String> columns, List<DataType> types) {
        String known =
                values(
                        trusted,
                        IntStream.range(0, columns.size())
                                .mapToObj(
                                        i ->
                                                "try_cast("
                                                        + DuckSql.name(columns.get(i))
                                                        + " as "
                                                        + DuckSql.type(types.get(i))
                                                        + ")")
                                .toList());
        if (quarantine.isEmpty() || !sources.keySet().containsAll(columns)) {
            return known;
        }
        String rejected =
                values(
                        quarantine.get(),
                        IntStream.range(0, columns.size())
                                .mapToObj(
                                        i ->
                                                Conversion.sql(
                                                        DuckSql.name(
                                                                String.valueOf(
                                                                        sources.get(
                                                                                columns.get(i)))),
                                                        "VARCHAR",
                                                        types.get(i)))
                                .toList());
        return known + " union all " + rejected;
    }

    private static String values(String relation, List<String> expressions) {
        List<String> aliases =
                IntStream.range(0, expressions.size()).mapToObj(i -> "c" + i).toList();
        String computed =
                IntStream.range(0, expressions.size())
                        .mapToObj(i -> expressions.get(i) + " as " + aliases.get(i))
                        .collect(Collectors.joining(", "));
        String present =
                aliases.stream()
                        .map(alias -> alias + " is not null")
                        .collect(Collectors.joining(" and "));
        return "select "
                + String.join(", ", aliases)
                + " from (select "
                + computed
                + " from "
                + relation
                + ") where "
                + present;
    }
}
