package io.onefold.quality.internal;

import io.onefold.lake.DuckSql;
import io.onefold.model.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A dataset that a contract refers to, as the session names its tables.
///
/// A row that stands in quarantine is known all the same: its own defect is not the defect of the
/// rows that refer to it.
///
/// @param trusted the trusted table, if there is one
/// @param quarantine the quarantine table, if there is one
/// @param sources the raw column behind each trusted column that is nothing but that raw column,
///   converted
/// @param version what changes when the known rows do
record Referenced(
        Optional<String> trusted,
        Optional<String> quarantine,
        Map<String, String> sources,
        String version) {

    Referenced {
        sources = Map.copyOf(sources);
    }

    /// SQL of the known values of some columns, without nulls.
    ///
    /// @param columns trusted columns of this dataset
    /// @param types the types to compare them in
    String values(List<String> columns, List<DataType> types) {
        List<String> known = new ArrayList<>();
        trusted.ifPresent(
                table -> known.add(values(table, each(columns, types, Referenced::cast))));
        if (sources.keySet().containsAll(columns)) {
            List<String> raw = columns.stream().map(sources::get).map(String::valueOf).toList();
            quarantine.ifPresent(
                    table -> known.add(values(table, each(raw, types, Referenced::converted))));
        }
        if (known.isEmpty()) {
            known.add(
                    "select "
                            + String.join(
                                    ", ",
                                    each(
                                            columns,
                                            types,
                                            (_, type) ->
                                                    "cast(null as " + DuckSql.type(type) + ")"))
                            + " where false");
        }
        return String.join(" union all ", known);
    }

    private static String cast(String column, DataType type) {
        return "try_cast(" + DuckSql.name(column) + " as " + DuckSql.type(type) + ")";
    }

    private static String converted(String column, DataType type) {
        return Conversion.sql(DuckSql.name(column), "VARCHAR", type);
    }

    private static List<String> each(
            List<String> columns, List<DataType> types, BiFunction<String, DataType, String> sql) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> sql.apply(columns.get(i), types.get(i)))
                .toList();
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
