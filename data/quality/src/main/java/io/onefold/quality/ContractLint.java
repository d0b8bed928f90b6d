package io.onefold.quality;

import io.onefold.model.Column;
import io.onefold.model.Finding;
import io.onefold.model.Finding.Severity;
import io.onefold.model.OnefoldException;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.Normalisation;
import io.onefold.model.contract.RowRule;
import io.onefold.model.contract.SqlPath;
import io.onefold.quality.internal.Expression;
import io.onefold.quality.internal.LintEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Looks through a contract's SQL before anybody runs it: what the engine would refuse, and what
/// would decide otherwise than its writer thinks. It needs no running part.
public final class ContractLint {

    private static final Set<String> RESERVED = Set.of("type", "required", "unique", "reference");

    /// Functions whose answer is not the same tomorrow, so that an incremental check would not
    /// equal a rebuild.
    private static final Set<String> NOT_REPEATABLE =
            Set.of(
                    "now",
                    "current_timestamp",
                    "get_current_timestamp",
                    "current_date",
                    "today",
                    "current_time",
                    "get_current_time",
                    "random",
                    "rand",
                    "uuid",
                    "gen_random_uuid",
                    "setseed",
                    "nextval",
                    "currval",
                    "txid_current");

    /// Functions that search a pattern anywhere in a text.
    private static final Set<String> SEARCHING =
            Set.of("regexp_matches", "regexp_like", "regexp", "rlike");

    private final String file;
    private final DatasetContract contract;
    private final LintEngine engine;
    private final List<Finding> findings = new ArrayList<>();

    private ContractLint(String file, DatasetContract contract, LintEngine engine) {
        this.file = file;
        this.contract = contract;
        this.engine = engine;
    }

    /// Everything that is wrong or doubtful in a contract.
    ///
    /// @param file the manifest, as findings name it
    /// @param rawColumns the raw table's columns; empty when it is not there yet, and then only the
    ///   form of the SQL over raw columns is looked at
    public static List<Finding> lint(
            String file, DatasetContract contract, List<Column> rawColumns) {
        try (LintEngine engine = LintEngine.open(contract, rawColumns)) {
            ContractLint lint = new ContractLint(file, contract, engine);
            lint.lookAtWhole();
            for (int i = 0; i < contract.columns().size(); i++) {
                lint.lookAtColumn(i, !rawColumns.isEmpty());
            }
            for (int i = 0; i < contract.rules().size(); i++) {
                lint.lookAtRule(i);
            }
            return List.copyOf(lint.findings);
        }
    }

    private void lookAtWhole() {
        boolean unique = contract.columns().stream().anyMatch(ContractColumn::unique);
        if (contract.keepLastValid() && unique) {
            error(
                    "keepLastValid",
                    "keepLastValid cannot stand beside a unique column: which of two rows was valid last has no answer; drop one"
                            + " of the two",
                    "contract.keep-unique");
        }
    }

    private void lookAtColumn(int index, boolean bind) {
        ContractColumn column = contract.columns().get(index);
        String path = SqlPath.column(column.name());
        boolean sound = true;
        for (Normalisation step : column.normalise()) {
            sound &=
                    lookAtSql(SqlPath.normalisation(column.name(), step.name()), step.sql())
                            .isPresent();
        }
        String expression = column.expression();
        if (expression != null) {
            sound &= lookAtSql(SqlPath.expression(column.name()), expression).isPresent();
        }
        if (bind && sound) {
            attempt(path, () -> engine.bindColumn(index));
        }
    }

    private void lookAtRule(int index) {
        RowRule rule = contract.rules().get(index);
        String path = SqlPath.rule(rule.name());
        if (RESERVED.contains(rule.name())) {
            error(
                    path,
                    "'"
                            + rule.name()
                            + "' is the name of a built-in reason; choose another for the rule",
                    "contract.reserved-rule");
        }
        Optional<Expression> predicate = lookAtSql(path, rule.predicate());
        if (predicate.isPresent() && attempt(path, () -> engine.bindRule(index))) {
            lookForNullReject(path, rule, predicate.get());
        }
    }

    /// Looks at SQL that needs no binding.
    private Optional<Expression> lookAtSql(String path, String sql) {
        Expression expression;
        try {
            expression = engine.parse(sql);
        } catch (OnefoldException e) {
            error(path, String.valueOf(e.getMessage()), "sql.invalid");
            return Optional.empty();
        }
        engine.lint(sql).forEach(found -> lookedAt(path, sql, found));
        expression
                .bareAndBesideOr()
                .ifPresent(
                        at ->
                                error(
                                        path,
                                        "AND at character "
                                                + at
                                                + " binds before the OR beside it; put parentheses around what belongs together",
                                        "sql.or-precedence"));
        Set<String> changing = new TreeSet<>(expression.functions());
        changing.retainAll(NOT_REPEATABLE);
        if (!changing.isEmpty()) {
            error(
                    path,
                    changing
                            + " gives another answer tomorrow, so the same row would be judged in two ways; compare with a"
                            + " column of the row instead",
                    "sql.not-repeatable");
        }
        for (String pattern : expression.constantSecondArguments(SEARCHING)) {
            if (!pattern.startsWith("^") || !pattern.endsWith("$")) {
                warning(
                        path,
                        "the pattern '"
                                + pattern
                                + "' is found anywhere in a text; anchor it: '^("
                                + pattern
                                + ")$'",
                        "regex.unanchored");
            }
        }
        return Optional.of(expression);
    }

    /// Passes on what is outside the common subset.
    private void lookedAt(String path, String sql, Finding found) {
        String line = sql.contains("\n") ? "line " + found.line() + ", " : "";
        error(
                path,
                found.message() + " (" + line + "character " + found.column() + ")",
                found.rule());
    }

    private void lookForNullReject(String path, RowRule rule, Expression predicate) {
        Set<String> reads = predicate.columns();
        if (reads.size() != 1 || rule.nullPasses()) {
            return;
        }
        String name = reads.iterator().next();
        boolean optional =
                contract.columns().stream()
                        .filter(column -> column.name().equalsIgnoreCase(name))
                        .noneMatch(
                                column ->
                                        column.required()
                                                || contract.key().contains(column.name()));
        if (optional && !engine.passesOnNulls(rule.predicate())) {
            warning(
                    path,
                    "the rule refuses every row without "
                            + name
                            + ", which is not required; mark it required, or say nulls: pass",
                    "sql.null-reject");
        }
    }

    private boolean attempt(String path, Runnable binding) {
        try {
            binding.run();
            return true;
        } catch (OnefoldException e) {
            error(path, String.valueOf(e.getMessage()), "sql.invalid");
            return false;
        }
    }

    private void error(String path, String message, String rule) {
        findings.add(
                new Finding(
                        file,
                        0,
                        0,
                        contract.dataset() + "." + path,
                        message,
                        rule,
                        Severity.ERROR));
    }

    private void warning(String path, String message, String rule) {
        findings.add(
                new Finding(
                        file,
                        0,
                        0,
                        contract.dataset() + "." + path,
                        message,
                        rule,
                        Severity.WARNING));
    }
}
