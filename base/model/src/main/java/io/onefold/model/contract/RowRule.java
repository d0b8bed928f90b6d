package io.onefold.model.contract;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A condition that every trusted row fulfils.
///
/// ODCS: a `quality` element `{type: custom, engine: onefold, name, description, implementation}`
/// of a property or of the schema; `implementation` is the predicate, or `{sql: predicate, nulls:
/// pass}`.
///
/// @param name stable name, unique in the contract (`name`)
/// @param column the column a reader should look at, null for the whole row (the property it stands
///   under)
/// @param expected what is allowed, in words (`description`); never holds a value of a row
/// @param predicate SQL over the trusted columns. Only TRUE passes.
/// @param nullPasses whether an unknown result passes too (`nulls: pass`)
public record RowRule(
        String name,
        @Nullable String column,
        String expected,
        String predicate,
        boolean nullPasses) {

    public RowRule {
        Objects.requireNonNull(name);
        Objects.requireNonNull(expected);
        Objects.requireNonNull(predicate);
    }
}
