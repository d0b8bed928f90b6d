package io.onefold.quality.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/// Nests the SELECTs that compute contract columns around a relation of raw rows.
final class Layers {

    private Layers() {}

    /// The relation with everything of the plans added: corrections, results, converted values,
    /// failures.
    ///
    /// @param relation a SELECT that yields the aliases of the raw columns
    static String computed(String relation, Collection<ColumnPlan> plans) {
        String results = results(relation, plans);
        String converted =
                with(
                        results,
                        plans.stream()
                                .map(plan -> plan.conversion() + " as " + plan.typed())
                                .toList());
        return with(
                converted,
                plans.stream().map(plan -> plan.failure() + " as " + plan.failed()).toList());
    }

    /// The relation with corrections and expressions added, not yet converted.
    static String results(String relation, Collection<ColumnPlan> plans) {
        int most = plans.stream().mapToInt(plan -> plan.steps().size()).max().orElse(0);
        String layered =
                IntStream.rangeClosed(1, most)
                        .boxed()
                        .reduce(
                                relation,
                                (inner, step) -> corrected(inner, plans, step),
                                (one, _) -> one);
        List<String> attempts = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (ColumnPlan plan : plans) {
            plan.expression()
                    .ifPresent(
                            sql -> {
                                attempts.add(attempt(sql) + " as " + plan.expressionAttempt());
                                values.add(plan.expressionAttempt() + ".v as " + plan.result());
                            });
        }
        return with(with(layered, attempts), values);
    }

    /// SQL that tries an expression: a struct with the value `v`, null only if computing it failed.
    static String attempt(String sql) {
        return "try({'v': " + sql + "})";
    }

    /// The relation with more columns.
    static String with(String relation, List<String> columns) {
        return columns.isEmpty()
                ? relation
                : "select *, " + String.join(",\n", columns) + "\nfrom (" + relation + ")";
    }

    private static String corrected(String relation, Collection<ColumnPlan> plans, int step) {
        List<ColumnPlan> having =
                plans.stream().filter(plan -> plan.steps().size() >= step).toList();
        List<String> attempts =
                having.stream()
                        .map(
                                plan ->
                                        attempt(plan.steps().get(step - 1))
                                                + " as "
                                                + plan.attempt(step))
                        .toList();
        List<String> values =
                having.stream()
                        .map(plan -> plan.attempt(step) + ".v as " + plan.corrected(step))
                        .toList();
        return with(with(relation, attempts), values);
    }
}
