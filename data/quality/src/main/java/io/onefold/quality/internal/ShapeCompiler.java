package io.onefold.quality.internal;

import io.onefold.lake.DuckSql;
import io.onefold.model.Column;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.RowRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Turns a contract's SQL into SQL over positional names, and lets the engine bind it to find types
/// and mistakes.
final class ShapeCompiler {

    private final DatasetContract contract;
    private final List<Column> raw;
    private final Connection engine;
    private final ExpressionParser parser;
    private final Map<String, String> rawAliases = new LinkedHashMap<>();

    ShapeCompiler(DatasetContract contract, List<Column> raw, Connection engine) {
        this.contract = contract;
        this.raw = raw;
        this.engine = engine;
        this.parser = new ExpressionParser(engine);
        IntStream.range(0, raw.size())
                .forEach(i -> rawAliases.put(raw.get(i).name(), Shape.rawAlias(i)));
    }

    /// The plans of the contract's columns, in order.
    List<ColumnPlan> columns() {
        return IntStream.range(0, contract.columns().size()).mapToObj(this::column).toList();
    }

    /// The plan of the contract column at a position.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming the column and what does not fit
    ColumnPlan column(int index) {
        ContractColumn column = contract.columns().get(index);
        return about(
                "column '" + column.name() + "'",
                () -> {
                    ColumnPlan draft =
                            new ColumnPlan(
                                    index,
                                    column,
                                    sourceAlias(column),
                                    List.of(),
                                    Optional.empty(),
                                    "");
                    List<String> steps = new ArrayList<>();
                    for (int step = 0; step < column.normalise().size(); step++) {
                        String sql = column.normalise().get(step).sql();
                        steps.add(parser.rewrite(sql, rawNames(column, draft.corrected(step))));
                    }
                    Optional<String> expression =
                            Optional.ofNullable(column.expression())
                                    .map(
                                            sql ->
                                                    parser.rewrite(
                                                            sql,
                                                            rawNames(
                                                                    column,
                                                                    draft.corrected(
                                                                            steps.size()))));
                    ColumnPlan unconverted =
                            new ColumnPlan(index, column, draft.source(), steps, expression, "");
                    String typed =
                            Layers.results(emptyRow(raw, Shape::rawAlias), List.of(unconverted));
                    String from = typeOf(unconverted.result(), typed);
                    String conversion = Conversion.sql(unconverted.result(), from, column.type());
                    return new ColumnPlan(
                            index, column, draft.source(), steps, expression, conversion);
                });
    }

    /// Binds a row rule to the contract's columns alone, whatever the raw table is.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming the rule and what does not fit
    void typedRule(int index) {
        List<ColumnPlan> typed =
                IntStream.range(0, contract.columns().size())
                        .mapToObj(
                                j ->
                                        new ColumnPlan(
                                                j,
                                                contract.columns().get(j),
                                                "",
                                                List.of(),
                                                Optional.empty(),
                                                ""))
                        .toList();
        rule(index, typed);
    }

    /// The plan of a row rule.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming the rule and what does not fit
    RulePlan rule(int index, List<ColumnPlan> columns) {
        RowRule rule = contract.rules().get(index);
        return about(
                "rule '" + rule.name() + "'",
                () -> {
                    Map<String, String> names = new LinkedHashMap<>();
                    Map<String, ColumnPlan> planByAlias = new LinkedHashMap<>();
                    for (ColumnPlan plan : columns) {
                        names.put(plan.column().name(), plan.typed());
                        planByAlias.put(plan.typed(), plan);
                    }
                    Names known = new Names(names);
                    Expression predicate = parser.parse(rule.predicate());
                    List<ColumnPlan> reads =
                            predicate.columns().stream()
                                    .map(known::of)
                                    .distinct()
                                    .map(planByAlias::get)
                                    .toList();
                    String sql = parser.compile(predicate.renamed(known::of));
                    List<Column> stored =
                            columns.stream().map(plan -> plan.column().stored()).toList();
                    String attempt = Layers.attempt("cast((" + sql + ") as boolean)");
                    typeOf(
                            "g",
                            Layers.with(
                                    emptyRow(stored, i -> "t" + i), List.of(attempt + " as g")));
                    return new RulePlan(index, rule, sql, reads);
                });
    }

    /// The plans of the row rules, in order.
    List<RulePlan> rules(List<ColumnPlan> columns) {
        return IntStream.range(0, contract.rules().size())
                .mapToObj(index -> rule(index, columns))
                .toList();
    }

    private String sourceAlias(ContractColumn column) {
        return new Names(rawAliases).of(column.source());
    }

    /// What raw names mean in a column's own SQL: its source is the value so far. A key reads
    /// nothing else, so that the versions of a row keep one key.
    private Map<String, String> rawNames(ContractColumn column, String own) {
        Map<String, String> names = new LinkedHashMap<>();
        boolean isKey = contract.key().contains(column.name());
        rawAliases.forEach(
                (name, alias) -> {
                    boolean isOwn = name.equalsIgnoreCase(column.source());
                    if (isOwn || !isKey) {
                        names.put(name, isOwn ? own : alias);
                    }
                });
        return names;
    }

    private static String emptyRow(List<Column> columns, IntFunction<String> alias) {
        return IntStream.range(0, columns.size())
                .mapToObj(
                        i ->
                                "cast(null as "
                                        + DuckSql.type(columns.get(i).type())
                                        + ") as "
                                        + alias.apply(i))
                .collect(Collectors.joining(", ", "select ", ""));
    }

    private String typeOf(String alias, String relation) {
        try (Statement statement = engine.createStatement();
                ResultSet types =
                        statement.executeQuery(
                                "describe select " + alias + " from (" + relation + ")")) {
            types.next();
            return types.getString("column_type");
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT, "the engine refuses the SQL: " + firstLine(e), e);
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private <T> T about(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (OnefoldException e) {
            throw new OnefoldException(
                    e.code(),
                    "contract '"
                            + contract.id()
                            + "' "
                            + contract.version()
                            + " of "
                            + contract.dataset()
                            + ", "
                            + what
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
