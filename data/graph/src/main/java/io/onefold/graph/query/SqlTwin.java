package io.onefold.graph.query;

import io.onefold.lake.AsOf;
import io.onefold.lake.DuckSql;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.lake.SparkSql;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.Layer;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Asks a question in SQL, over the lake's trusted tables.
///
/// The SQL is in Spark's dialect. Dataset `a.b` is the view `a.b`, in backticks: every column under
/// the loader's masks, and once more clear behind `_clear_`, so that the twin joins on clear values
/// as the loader did, and answers what the loader may see.
public final class SqlTwin {

    /// Before the name of a column's clear value.
    static final String CLEAR_PREFIX = "_clear_";

    private static final Set<String> ABOUT_NAMES =
            Set.of("Binder Error", "Catalog Error", "Parser Error");

    private final Lake lake;
    private final GraphLoader loader;
    private final QueryLimits limits;

    public SqlTwin(Lake lake, GraphLoader loader, QueryLimits limits) {
        this.lake = lake;
        this.loader = loader;
        this.limits = limits;
    }

    /// @param pinned the snapshot of each dataset; those that are not named are read as they are
    ///   now
    /// @throws OnefoldException (NOT_FOUND) if a dataset is not in the lake, (UNPROCESSABLE) if the
    ///   question takes too long, (INVALID_INPUT) if the engine cannot read it
    public RawAnswer run(
            QuerySpec spec, BoundParameters parameters, Map<DatasetName, Long> pinned) {
        try (LakeSession session = lake.session(Principal.system("query"))) {
            Map<String, Long> snapshots = new HashMap<>();
            for (DatasetName dataset : spec.datasets()) {
                view(spec, session, dataset, pinned.get(dataset), snapshots);
            }
            return ask(spec, parameters, session.connection(), snapshots);
        }
    }

    private void view(
            QuerySpec spec,
            LakeSession session,
            DatasetName dataset,
            @Nullable Long snapshot,
            Map<String, Long> snapshots) {
        TableName table = dataset.in(Layer.TRUSTED);
        LakeTable known = lake.require(table);
        boolean wasEmpty = snapshot != null && snapshot < 0;
        session.attach(
                        table,
                        snapshot == null || wasEmpty ? AsOf.LATEST : new AsOf.Snapshot(snapshot))
                .ifPresent(read -> snapshots.put(dataset.toString(), read));
        Map<String, String> masked = session.maskedColumns(known, loader.of(spec.graph()));
        String columns =
                columns(session, table).stream()
                        .map(column -> twice(column, masked.get(column)))
                        .collect(Collectors.joining(",\n  "));
        session.execute(
                "create or replace temporary view "
                        + DuckSql.name(dataset.toString())
                        + " as\nselect\n  "
                        + columns
                        + "\nfrom "
                        + DuckSql.table(table)
                        + (wasEmpty ? "\nwhere false" : ""));
    }

    /// A column as the loader may see it, and clear.
    private static String twice(String column, @Nullable String masked) {
        String clear = DuckSql.name(column);
        return (masked == null ? clear : masked)
                + " as "
                + clear
                + ", "
                + clear
                + " as "
                + DuckSql.name(CLEAR_PREFIX + column);
    }

    /// The columns of an attached table as it was at its snapshot.
    private static List<String> columns(LakeSession session, TableName table) {
        String none = "select * from " + DuckSql.table(table) + " limit 0";
        try (PreparedStatement statement = session.connection().prepareStatement(none);
                ResultSet rows = statement.executeQuery()) {
            return names(rows.getMetaData());
        } catch (SQLException e) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE, "table " + table + " cannot be read; check the lake", e);
        }
    }

    private RawAnswer ask(
            QuerySpec spec,
            BoundParameters parameters,
            Connection engine,
            Map<String, Long> snapshots) {
        Map<String, QueryParameter> declared =
                spec.parameters().stream()
                        .collect(Collectors.toMap(QueryParameter::name, one -> one));
        NamedParameters.Numbered numbered =
                NamedParameters.number(spec.sql(), name -> sqlType(declared.get(name)));
        SparkSql.use(engine, numbered.sql());
        try (PreparedStatement statement = engine.prepareStatement(numbered.sql())) {
            for (int i = 0; i < numbered.names().size(); i++) {
                statement.setObject(i + 1, value(engine, parameters, numbered.names().get(i)));
            }
            return read(spec, statement, snapshots);
        } catch (SQLException e) {
            throw failure(spec, e);
        }
    }

    private RawAnswer read(QuerySpec spec, PreparedStatement statement, Map<String, Long> snapshots)
            throws SQLException {
        try (Watch watch = new Watch(statement, limits.timeout())) {
            try (ResultSet rows = statement.executeQuery()) {
                return read(spec, rows, snapshots);
            } catch (SQLException e) {
                if (watch.isOver()) {
                    throw late(spec, e);
                }
                throw e;
            }
        }
    }

    private static String sqlType(@Nullable QueryParameter parameter) {
        if (parameter == null) {
            return "timestamptz";
        }
        return switch (parameter.type()) {
            case INTEGER -> "bigint";
            case STRING, ZONE -> "varchar";
            case STRING_LIST -> "varchar[]";
        };
    }

    private static @Nullable Object value(
            Connection engine, BoundParameters parameters, String name) throws SQLException {
        if (name.equals(BoundParameters.AS_OF)) {
            return parameters.asOf().atOffset(ZoneOffset.UTC);
        }
        Object value = parameters.values().get(name);
        return value instanceof List<?> list
                ? engine.createArrayOf("VARCHAR", list.toArray())
                : value;
    }

    private RawAnswer read(QuerySpec spec, ResultSet rows, Map<String, Long> snapshots)
            throws SQLException {
        CypherTwin.requireColumns(
                spec,
                spec.columns().stream().map(QueryColumn::name).toList(),
                names(rows.getMetaData()));
        List<List<@Nullable Object>> read = new ArrayList<>();
        while (rows.next()) {
            if (read.size() == limits.rowsMax()) {
                return new RawAnswer(read, true, snapshots);
            }
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 0; i < spec.columns().size(); i++) {
                Object value = rows.getObject(i + 1);
                row.add(
                        Values.read(
                                spec.columns().get(i),
                                value instanceof Array array ? list(array) : value));
            }
            read.add(row);
        }
        return new RawAnswer(read, false, snapshots);
    }

    private static List<@Nullable Object> list(Array array) throws SQLException {
        return Arrays.asList((Object[]) array.getArray());
    }

    private static List<String> names(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnName(i));
        }
        return names;
    }

    private OnefoldException late(QuerySpec spec, SQLException e) {
        return new OnefoldException(
                ErrorCode.UNPROCESSABLE,
                "query '"
                        + spec.name()
                        + "' took longer than "
                        + limits.timeout().toSeconds()
                        + " s and was stopped; narrow it by its parameters",
                e);
    }

    /// The engine's text is passed on where it speaks of names, and not where it may hold a value.
    private static OnefoldException failure(QuerySpec spec, SQLException e) {
        String message = String.valueOf(e.getMessage());
        int colon = message.indexOf(':');
        String kind = colon < 0 ? "an error" : message.substring(0, colon);
        return new OnefoldException(
                ErrorCode.INVALID_INPUT,
                "query '"
                        + spec.name()
                        + "' failed in SQL with "
                        + (ABOUT_NAMES.contains(kind) ? message : kind)
                        + "; correct the query",
                e);
    }
}
