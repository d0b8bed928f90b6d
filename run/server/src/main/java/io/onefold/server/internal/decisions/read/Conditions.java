package io.onefold.server.internal.decisions.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conditions of a query whose parameters may be left out.
public final class Conditions {

    private final StringBuilder sql = new StringBuilder();
    private final List<@Nullable Object> parameters = new ArrayList<>();

    /// Adds a condition, unless its parameter is null.
    ///
    /// @param condition SQL with one `?`
    public Conditions and(String condition, @Nullable Object parameter) {
        if (parameter != null) {
            sql.append(sql.isEmpty() ? " where " : " and ").append(condition);
            parameters.add(parameter);
        }
        return this;
    }

    /// The clause, empty without conditions.
    public String sql() {
        return sql.toString();
    }

    /// The parameters, in their order, and then another one.
    public @Nullable Object[] parametersThen(@Nullable Object last) {
        List<@Nullable Object> all = new ArrayList<>(parameters);
        all.add(last);
        return all.toArray();
    }
}
