package io.onefold.lake.internal.sql;

import io.onefold.lake.internal.duck.Engine;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Spark's dialect on DuckDB: the macros of `spark-macros.sql` in a schema of their own, found
/// before the engine's functions.
public final class SparkDialect {

    private static final Pattern MACRO = Pattern.compile("CREATE MACRO spark\\.([a-z0-9_]+)");

    /// A semicolon at the end of a line ends a statement.
    private static final List<String> STATEMENTS =
            Arrays.stream(FunctionList.text("spark-macros.sql").split(";\\R"))
                    .filter(s -> s.contains("CREATE "))
                    .toList();

    private SparkDialect() {}

    /// Makes an engine read Spark's dialect from now on.
    public static void install(Engine engine) {
        engine.execute("CREATE SCHEMA IF NOT EXISTS memory.spark");
        for (String statement : STATEMENTS) {
            engine.execute(
                    statement
                            .replace("CREATE MACRO spark.", "CREATE OR REPLACE MACRO memory.spark.")
                            .replace(
                                    "CREATE TYPE spark.",
                                    "CREATE TYPE IF NOT EXISTS memory.spark."));
        }
        engine.execute("SET search_path = 'memory.spark,memory.main'");
        engine.execute("SET default_null_order = 'nulls_first_on_asc_last_on_desc'");
    }

    /// The functions that the macros bring.
    static Set<String> functions() {
        Matcher macro = MACRO.matcher(FunctionList.text("spark-macros.sql"));
        return macro.results()
                .map(m -> m.group(1))
                .filter(name -> !name.endsWith("_of"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
