package io.onefold.quality.internal;

import io.onefold.lake.DuckSql;
import io.onefold.model.Column;
import io.onefold.model.contract.DatasetContract;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A contract fitted to the raw table it is about: every column has a positional name (`r<i>` raw,
/// `t<j>` trusted, `s_…` system), so that no name of a silo can meet a name of ours.
///
/// @param contract the contract
/// @param raw the raw table's business columns
/// @param plans how each contract column is computed, in order
/// @param rules the row rules' SQL over the trusted aliases, in order
public record Shape(
        DatasetContract contract, List<Column> raw, List<ColumnPlan> plans, List<RulePlan> rules) {

    /// Raw system columns and their aliases.
    private static final Map<String, String> SYSTEM = system();

    public Shape {
        raw = List.copyOf(raw);
        plans = List.copyOf(plans);
        rules = List.copyOf(rules);
    }

    /// Fits a contract to a raw table.
    ///
    /// @param rawColumns all columns of the raw table; those that start with `_` and are ours are
    ///   left out
    /// @param engine binds the contract's SQL
    /// @throws OnefoldException (INVALID_INPUT) naming the contract, the column or rule, and what
    ///   does not fit
    public static Shape of(DatasetContract contract, List<Column> rawColumns, Connection engine) {
        List<Column> raw =
                rawColumns.stream().filter(column -> !SYSTEM.containsKey(column.name())).toList();
        ShapeCompiler compiler = new ShapeCompiler(contract, raw, engine);
        List<ColumnPlan> columns = compiler.columns();
        return new Shape(contract, raw, columns, compiler.rules(columns));
    }

    /// The columns of a raw table that the silo gave.
    public static List<Column> business(List<Column> rawColumns) {
        return rawColumns.stream().filter(column -> !SYSTEM.containsKey(column.name())).toList();
    }

    /// The columns of a rejected row: those of the silo, then where it stood there.
    List<String> rejectedColumns() {
        List<String> names = new ArrayList<>(raw.stream().map(Column::name).toList());
        names.addAll(List.of("_source", "_source_row"));
        return names;
    }

    /// The values of a rejected row's columns.
    List<String> rejectedAliases() {
        List<String> aliases =
                new ArrayList<>(IntStream.range(0, raw.size()).mapToObj(Shape::rawAlias).toList());
        aliases.addAll(List.of("s_source", "s_row"));
        return aliases;
    }

    /// The alias of the raw column at a position.
    static String rawAlias(int position) {
        return "r" + position;
    }

    /// The raw relation in positional names.
    ///
    /// @param relation a table or a SELECT in parentheses with the raw table's columns
    String aliased(String relation) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            columns.add(DuckSql.name(raw.get(i).name()) + " as " + rawAlias(i));
        }
        SYSTEM.forEach(
                (name, alias) ->
                        columns.add(
                                alias.equals("s_deleted")
                                        ? "coalesce(" + DuckSql.name(name) + ", false) as s_deleted"
                                        : DuckSql.name(name) + " as " + alias));
        return "select " + String.join(", ", columns) + "\nfrom " + relation;
    }

    /// The aliases of a raw row and its system columns.
    List<String> rowAliases() {
        List<String> aliases =
                new ArrayList<>(IntStream.range(0, raw.size()).mapToObj(Shape::rawAlias).toList());
        aliases.addAll(SYSTEM.values());
        return aliases;
    }

    /// The plan of a contract column.
    ColumnPlan plan(String column) {
        return plans.stream()
                .filter(plan -> plan.column().name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    /// The plans of the key, in the key's order.
    List<ColumnPlan> keyPlans() {
        return contract.key().stream().map(this::plan).toList();
    }

    /// Whether two different raw keys can become one trusted key.
    boolean keysCanCollide() {
        return !keyPlans().stream().allMatch(ColumnPlan::isCopy);
    }

    /// The aliases of a row's identity: one for each key column, and `ib`.
    List<String> identityAliases() {
        List<String> aliases =
                new ArrayList<>(
                        IntStream.range(0, contract.key().size()).mapToObj(i -> "i" + i).toList());
        aliases.add("ib");
        return aliases;
    }

    /// The aliases that rows share when they are versions of each other.
    List<String> versionGroup() {
        List<String> aliases = new ArrayList<>(identityAliases());
        if (keysCanCollide()) {
            keyPlans().stream().map(ColumnPlan::source).distinct().forEach(aliases::add);
        }
        return aliases;
    }

    Optional<ColumnPlan> versionPlan() {
        return Optional.ofNullable(contract.versionColumn()).map(this::plan);
    }

    private static Map<String, String> system() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("_run_id", "s_run");
        columns.put("_ingested_at", "s_at");
        columns.put("_source", "s_source");
        columns.put("_source_row", "s_row");
        columns.put("_row_hash", "s_hash");
        columns.put("_deleted", "s_deleted");
        return columns;
    }
}
