package io.onefold.quality.internal;

import io.onefold.lake.DuckSql;
import org.jspecify.annotations.Nullable;

/// One way in which a row can break its contract.
///
/// @param rule the reason's rule
/// @param column the raw column to look at, null for the whole row
/// @param expected what is allowed, in words
/// @param broken SQL, TRUE or FALSE, never null
record Verdict(String rule, @Nullable String column, String expected, String broken) {

    /// SQL of the reason as the quarantine stores it.
    String reason() {
        String name = column == null ? "cast(null as varchar)" : DuckSql.text(column);
        return "{'rule': "
                + DuckSql.text(rule)
                + ", 'column': "
                + name
                + ", 'expected': "
                + DuckSql.text(expected)
                + "}";
    }
}
