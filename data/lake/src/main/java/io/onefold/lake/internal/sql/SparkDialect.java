package io.onefold.lake.internal.sql;

import io.onefold.lake.internal.duck.EngineFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Spark's dialect on DuckDB: the macros and types of `spark-macros.sql` in a schema of their own.
/// Making all of them takes about 30 ms, so only those are made that a text names.
public final class SparkDialect {

    private static final String SCHEMA = "memory.spark";
    private static final Pattern CREATED =
            Pattern.compile("CREATE (MACRO|TYPE) spark\\.([a-z0-9_]+)");
    private static final Pattern USED = Pattern.compile("\\bspark\\.([a-z0-9_]+)");
    private static final Pattern OVERLOAD =
            Pattern.compile("(?m)(?:^ +|spark\\.[a-z0-9_]+)\\(([a-z0-9_, ]*)\\) AS\\s");

    /// By name, in the order of the file, in which each comes after those it calls.
    private static final Map<String, Piece> PIECES = pieces();

    private SparkDialect() {}

    /// A macro or a type.
    ///
    /// @param statement what creates it
    /// @param arities how many arguments a macro takes; empty for a type
    /// @param calls the others that it needs
    private record Piece(String statement, Set<Integer> arities, Set<String> calls) {}

    /// Makes a connection read a SELECT in Spark's dialect: what it names is found before the
    /// engine's own functions, and nulls come first in ascending order.
    public static void use(Connection connection, SqlTree select) {
        add(connection, select.names());
        execute(
                connection,
                "CREATE SCHEMA IF NOT EXISTS "
                        + SCHEMA
                        + ";\nSET search_path = 'memory.spark,memory.main'"
                        + ";\nSET SESSION default_null_order = 'nulls_first_on_asc_last_on_desc'");
    }

    /// Makes functions and types, for who calls them by their address. Names that are not of this
    /// dialect are left alone.
    public static void add(Connection connection, Collection<String> names) {
        Set<String> wanted = new LinkedHashSet<>();
        names.forEach(name -> collect(name, wanted));
        if (wanted.isEmpty()) {
            return;
        }
        execute(
                connection,
                PIECES.entrySet().stream()
                        .filter(piece -> wanted.contains(piece.getKey()))
                        .map(piece -> piece.getValue().statement())
                        .collect(
                                Collectors.joining(
                                        ";\n",
                                        "CREATE SCHEMA IF NOT EXISTS " + SCHEMA + ";\n",
                                        "")));
    }

    private static void collect(String name, Set<String> wanted) {
        Piece piece = PIECES.get(name);
        if (piece != null && wanted.add(name)) {
            piece.calls().forEach(called -> collect(called, wanted));
        }
    }

    /// Where a function or type of this dialect stands once it was added.
    public static Optional<List<String>> address(String name) {
        return PIECES.containsKey(name)
                ? Optional.of(List.of("memory", "spark", name))
                : Optional.empty();
    }

    /// The functions that the macros bring.
    static Set<String> functions() {
        return PIECES.entrySet().stream()
                .filter(piece -> !piece.getValue().arities().isEmpty())
                .map(Map.Entry::getKey)
                .filter(name -> !name.endsWith("_of"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// How many arguments a function of the macros takes; empty for any other.
    static Set<Integer> arities(String function) {
        Piece piece = PIECES.get(function);
        return piece == null ? Set.of() : piece.arities();
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        }
    }

    /// A semicolon at the end of a line ends a statement.
    private static Map<String, Piece> pieces() {
        Map<String, Piece> pieces = new LinkedHashMap<>();
        Arrays.stream(FunctionList.text("spark-macros.sql").split(";\\R"))
                .forEach(
                        text ->
                                CREATED.matcher(text)
                                        .results()
                                        .forEach(
                                                made ->
                                                        pieces.put(
                                                                made.group(2), piece(text, made))));
        return pieces;
    }

    private static Piece piece(String text, MatchResult made) {
        String sql = text.substring(made.start());
        Set<Integer> arities =
                OVERLOAD.matcher(sql)
                        .results()
                        .map(overload -> arity(overload.group(1)))
                        .collect(Collectors.toUnmodifiableSet());
        Set<String> calls =
                USED.matcher(sql)
                        .results()
                        .map(used -> used.group(1))
                        .filter(name -> !name.equals(made.group(2)))
                        .collect(Collectors.toUnmodifiableSet());
        boolean type = made.group(1).equals("TYPE");
        String create = type ? "CREATE TYPE IF NOT EXISTS " : "CREATE OR REPLACE MACRO ";
        String body = sql.substring(made.end() - made.start());
        return new Piece(
                create
                        + SCHEMA
                        + "."
                        + made.group(2)
                        + USED.matcher(body).replaceAll(SCHEMA + ".$1"),
                type ? Set.of() : arities,
                calls);
    }

    private static int arity(String parameters) {
        return parameters.isBlank() ? 0 : parameters.split(",").length;
    }
}
