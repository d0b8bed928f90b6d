package io.onefold.quality.internal;

import io.onefold.model.contract.RowRule;
import java.util.List;

/// How one row rule is computed, in the positional names of [Shape].
///
/// @param index the rule's position in the contract
/// @param rule the rule
/// @param sql its predicate
/// @param reads the columns it reads
record RulePlan(int index, RowRule rule, String sql, List<ColumnPlan> reads) {

    RulePlan {
        reads = List.copyOf(reads);
    }

    /// The alias of the attempt to compute it.
    String attempt() {
        return "g" + index;
    }
}
