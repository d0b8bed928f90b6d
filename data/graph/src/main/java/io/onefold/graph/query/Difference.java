package io.onefold.graph.query;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Where two answers to one question differ. It names rows and columns, never a value.
public final class Difference {

    private Difference() {}

    /// @return the first difference; null: the answers are equal, row by row
    public static @Nullable String between(QuerySpec spec, RawAnswer cypher, RawAnswer sql) {
        int rows = Math.min(cypher.rows().size(), sql.rows().size());
        for (int i = 0; i < rows; i++) {
            List<@Nullable Object> one = cypher.rows().get(i);
            List<@Nullable Object> other = sql.rows().get(i);
            if (!one.equals(other)) {
                return "row " + (i + 1) + " differs in " + columns(spec, one, other);
            }
        }
        return cypher.rows().size() == sql.rows().size()
                ? null
                : "Cypher answers " + cypher.rows().size() + " rows, SQL " + sql.rows().size();
    }

    private static List<String> columns(
            QuerySpec spec, List<@Nullable Object> one, List<@Nullable Object> other) {
        return IntStream.range(0, spec.columns().size())
                .filter(i -> !Objects.equals(one.get(i), other.get(i)))
                .mapToObj(i -> spec.columns().get(i).name())
                .toList();
    }
}
