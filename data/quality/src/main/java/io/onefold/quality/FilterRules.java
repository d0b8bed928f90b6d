package io.onefold.quality;

import io.onefold.model.Finding;
import io.onefold.model.Finding.Severity;
import io.onefold.model.OnefoldException;
import io.onefold.model.contract.RowRule;
import io.onefold.quality.internal.Expression;
import io.onefold.quality.internal.ExpressionEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The row rules that a filter's condition stands for: each part joined by AND at the top is one
/// rule, `f1` to `fn`, so that a row that the filter would drop goes to quarantine with the parts
/// it broke.
///
/// @param rules the rules, in the order of the condition
/// @param findings what is doubtful about it
public record FilterRules(List<RowRule> rules, List<Finding> findings) {

    public FilterRules {
        rules = List.copyOf(rules);
        findings = List.copyOf(findings);
    }

    /// Reads a condition, as it stands behind WHERE.
    ///
    /// @param file the manifest, as findings name it
    /// @param path where the condition stands in it
    /// @throws OnefoldException (INVALID_INPUT) if the condition is not one SQL expression over a
    ///   row
    public static FilterRules of(String file, String path, String where) {
        try (ExpressionEngine engine = ExpressionEngine.open()) {
            Expression condition = engine.parser().parse(where);
            List<RowRule> rules = new ArrayList<>();
            for (Expression part : condition.conjuncts()) {
                Set<String> reads = part.columns();
                String sql = engine.parser().render(part);
                String column = reads.size() == 1 ? reads.iterator().next() : null;
                rules.add(new RowRule("f" + (rules.size() + 1), column, sql, sql, false));
            }
            return new FilterRules(rules, findings(file, path, condition));
        }
    }

    private static List<Finding> findings(String file, String path, Expression condition) {
        List<Finding> findings = new ArrayList<>();
        if (condition.type().equals("CONJUNCTION_OR")) {
            findings.add(
                    new Finding(
                            file,
                            0,
                            0,
                            path,
                            "an OR at the top makes one rule of the whole condition; put parentheses around the parts that belong together"
                                    + " and join them by AND",
                            "sql.or-precedence",
                            Severity.ERROR));
        }
        return findings;
    }
}
