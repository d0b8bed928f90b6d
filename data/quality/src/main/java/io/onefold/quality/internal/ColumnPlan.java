package io.onefold.quality.internal;

import io.onefold.model.contract.ContractColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How one contract column is computed, in the positional names of [Shape].
///
/// The layers, each a SELECT around the one before: for step s `w<j>_<s>` is the correction as a
/// struct that is null only if computing it failed, `v<j>_<s>` its value; `w<j>_x` and `x<j>` the
/// same for the expression; `t<j>` the converted value; `f<j>` whether the conversion failed.
///
/// @param index the column's position j in the contract
/// @param column the column
/// @param source the raw column's alias
/// @param steps the corrections' SQL, in order
/// @param expression the expression's SQL, if any
/// @param conversion the SQL of the converted value
record ColumnPlan(
        int index,
        ContractColumn column,
        String source,
        List<String> steps,
        Optional<String> expression,
        String conversion) {

    ColumnPlan {
        steps = List.copyOf(steps);
    }

    String typed() {
        return "t" + index;
    }

    String failed() {
        return "f" + index;
    }

    /// The alias of the value after some corrections.
    String corrected(int count) {
        return count == 0 ? source : "v" + index + "_" + count;
    }

    /// The alias of a correction's attempt, steps counted from 1.
    String attempt(int step) {
        return "w" + index + "_" + step;
    }

    /// The alias of what is converted.
    String result() {
        return expression.isPresent() ? "x" + index : corrected(steps.size());
    }

    String expressionAttempt() {
        return "w" + index + "_x";
    }

    /// Whether the column is the raw column, unchanged and of the same type.
    boolean isCopy() {
        return steps.isEmpty() && expression.isEmpty() && conversion.equals(source);
    }

    /// SQL: whether the value could not be computed or converted.
    String failure() {
        List<String> ways = new ArrayList<>();
        for (int step = 1; step <= steps.size(); step++) {
            ways.add(attempt(step) + " is null");
        }
        expression.ifPresent(
                _ ->
                        ways.add(
                                expressionAttempt()
                                        + " is null and "
                                        + corrected(steps.size())
                                        + " is not null"));
        if (!isCopy()) {
            ways.add(corrected(steps.size()) + " is not null and " + typed() + " is null");
        }
        return ways.isEmpty() ? "false" : "(" + String.join(") or (", ways) + ")";
    }

    /// SQL: whether a correction changed the value, steps counted from 1.
    String changed(int step) {
        return attempt(step)
                + " is not null and cast("
                + corrected(step)
                + " as varchar) is distinct from cast("
                + corrected(step - 1)
                + " as varchar)";
    }
}
