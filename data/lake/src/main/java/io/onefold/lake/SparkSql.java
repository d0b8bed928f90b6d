package io.onefold.lake;

import io.onefold.lake.internal.duck.EngineFailure;
import io.onefold.lake.internal.sql.SparkDialect;
import io.onefold.lake.internal.sql.SparkLint;
import io.onefold.lake.internal.sql.SqlTree;
import io.onefold.model.Finding;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Spark's dialect, in which contracts, queries and readers write SQL: Spark's functions as macros
/// of the engine, and the linter of the subset that Spark and DuckDB read alike.
public final class SparkSql {

    private SparkSql() {}

    /// Lets a connection read a SELECT in this dialect, and whatever runs on it afterwards: some of
    /// DuckDB's own functions are then read as Spark reads them, for example `datediff`, `concat`
    /// and `regexp_replace`, and nulls come first in ascending order.
    ///
    /// @throws io.onefold.model.OnefoldException (INVALID_INPUT) when it does not parse
    public static void use(Connection connection, String selectSql) {
        SparkDialect.use(connection, SqlTree.parse(connection, selectSql));
    }

    /// Brings functions and types of this dialect into a connection's engine without changing what
    /// other SQL on it means; they are called by their [#address]. Other names are left alone.
    ///
    /// @param names in lower case
    public static void add(Connection connection, Collection<String> names) {
        SparkDialect.add(connection, names);
    }

    /// The address of a function or type of this dialect that the engine does not have by itself or
    /// reads otherwise, in parts; empty for any other.
    ///
    /// @param name in lower case
    public static Optional<List<String>> address(String name) {
        return SparkDialect.address(name);
    }

    /// What a SELECT uses that Spark and DuckDB do not read alike, each with its line and column;
    /// empty when it is in the common subset. The tables it names need not exist.
    public static List<Finding> lint(Connection connection, String selectSql) {
        return SparkLint.findings(connection, selectSql);
    }

    /// An engine without data, for its parser and binder.
    ///
    /// @throws io.onefold.model.OnefoldException (RUN_FAILED) when it does not start
    public static Connection engine() {
        try {
            return DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        }
    }
}
