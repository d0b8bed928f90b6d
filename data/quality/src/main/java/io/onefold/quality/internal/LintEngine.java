package io.onefold.quality.internal;

import io.onefold.lake.DuckSql;
import io.onefold.lake.SparkSql;
import io.onefold.model.Column;
import io.onefold.model.ErrorCode;
import io.onefold.model.Finding;
import io.onefold.model.OnefoldException;
import io.onefold.model.contract.DatasetContract;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// An engine without data that parses and binds a contract's SQL.
public final class LintEngine implements AutoCloseable {

    private final ExpressionEngine engine;
    private final DatasetContract contract;
    private final ShapeCompiler compiler;

    private LintEngine(ExpressionEngine engine, DatasetContract contract, List<Column> rawColumns) {
        this.engine = engine;
        this.contract = contract;
        this.compiler =
                new ShapeCompiler(contract, Shape.business(rawColumns), engine.connection());
    }

    /// Opens an engine in memory.
    public static LintEngine open(DatasetContract contract, List<Column> rawColumns) {
        return new LintEngine(ExpressionEngine.open(), contract, rawColumns);
    }

    /// Reads one expression.
    ///
    /// @throws OnefoldException (INVALID_INPUT) with the engine's complaint
    public Expression parse(String sql) {
        return engine.parser().parse(sql);
    }

    /// What an expression uses outside the common subset of Spark and DuckDB, with its place in the
    /// expression.
    public List<Finding> lint(String sql) {
        return SparkSql.lint(engine.connection(), ExpressionParser.PREFIX + sql).stream()
                .map(
                        found ->
                                found.line() > 1
                                        ? found
                                        : new Finding(
                                                found.file(),
                                                found.line(),
                                                found.column() - ExpressionParser.PREFIX.length(),
                                                found.path(),
                                                found.message(),
                                                found.rule(),
                                                found.severity()))
                .toList();
    }

    /// Fits a contract column to the raw columns.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming what does not fit
    public void bindColumn(int index) {
        compiler.column(index);
    }

    /// Fits a row rule to the contract's columns.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming what does not fit
    public void bindRule(int index) {
        compiler.typedRule(index);
    }

    /// Whether a predicate is TRUE of a row that has no value at all.
    public boolean passesOnNulls(String predicate) {
        Map<String, String> same = new LinkedHashMap<>();
        contract.columns().forEach(column -> same.put(column.name(), column.name()));
        String nulls =
                contract.columns().stream()
                        .map(
                                column ->
                                        "cast(null as "
                                                + DuckSql.type(column.type())
                                                + ") as "
                                                + DuckSql.name(column.name()))
                        .collect(Collectors.joining(", "));
        String query =
                "select coalesce(try(cast(("
                        + engine.parser().rewrite(predicate, same)
                        + ") as boolean)), false) from (select "
                        + nulls
                        + ")";
        try (Statement statement = engine.connection().createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            return answer.next() && answer.getBoolean(1);
        } catch (SQLException e) {
            throw new OnefoldException(ErrorCode.INVALID_INPUT, "the engine refuses the SQL", e);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
