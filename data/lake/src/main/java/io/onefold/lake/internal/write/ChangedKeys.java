package io.onefold.lake.internal.write;

import io.onefold.lake.DuckSql;
import io.onefold.lake.WriteMode;
import io.onefold.lake.internal.duck.EngineFailure;
import io.onefold.lake.internal.duck.Schemas;
import io.onefold.lake.internal.iceberg.LocalFileIO;
import io.onefold.lake.internal.iceberg.Plan;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;

/// The keys that a replace changes, kept once each in a temporary table of the engine. Null is a
/// key value like any other.
final class ChangedKeys implements AutoCloseable {

    private final Connection connection;
    private final List<Types.NestedField> columns;
    private final String table = DuckSql.name("changed_keys_" + UUID.randomUUID());

    private ChangedKeys(Connection connection, List<Types.NestedField> columns) {
        this.connection = connection;
        this.columns = columns;
    }

    /// @throws OnefoldException (INVALID_INPUT) when a key column is not in the table or not in the
    ///   SELECT of keys
    static ChangedKeys of(Connection connection, Schema schema, WriteMode.Replace replace) {
        List<Types.NestedField> columns = new ArrayList<>();
        for (String name : replace.keyColumns()) {
            Types.NestedField field = schema.caseInsensitiveFindField(name);
            if (field == null) {
                throw new OnefoldException(
                        ErrorCode.INVALID_INPUT,
                        "key column '"
                                + name
                                + "' is not in the table; expected one of "
                                + schema.columns().stream().map(Types.NestedField::name).toList());
            }
            columns.add(field);
        }
        ChangedKeys keys = new ChangedKeys(connection, columns);
        String select = Projection.onto(connection, new Schema(columns), replace.changedKeysSql());
        keys.run(
                "CREATE TEMP TABLE "
                        + keys.table
                        + " AS SELECT DISTINCT * FROM ("
                        + select
                        + "\n)");
        return keys;
    }

    /// The files of the current snapshot that hold a changed key: first by partition values and
    /// column bounds, then by reading the key columns.
    Touched touched(TableName name, Table of) {
        if (of.currentSnapshot() == null) {
            return new Touched(List.of(), 0);
        }
        Map<String, DataFile> candidates = new HashMap<>();
        for (DataFile file : Plan.filesAt(name, of, of.currentSnapshot().snapshotId(), filter())) {
            candidates.put(LocalFileIO.path(file.location()).toString(), file);
        }
        List<DataFile> files = new ArrayList<>();
        long removed = 0;
        if (!candidates.isEmpty()) {
            String sql =
                    "SELECT filename, count(*) FROM ("
                            + Schemas.read(
                                    new Schema(columns),
                                    List.copyOf(candidates.keySet()),
                                    ", filename")
                            + ") AS r SEMI JOIN "
                            + table
                            + " AS k ON ("
                            + sameKey()
                            + ") GROUP BY filename";
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    files.add(candidates.get(rows.getString(1)));
                    removed += rows.getLong(2);
                }
            } catch (SQLException e) {
                throw EngineFailure.of(e);
            }
        }
        return new Touched(files, removed);
    }

    /// A SELECT of the rows that the touched files keep, and then the new rows.
    String survivorsAnd(Schema schema, Touched touched, String newRows) {
        if (touched.files().isEmpty()) {
            return newRows;
        }
        List<String> paths =
                touched.files().stream()
                        .map(f -> LocalFileIO.path(f.location()).toString())
                        .toList();
        return "SELECT r.* FROM ("
                + Schemas.read(schema, paths, "")
                + ") AS r ANTI JOIN "
                + table
                + " AS k ON ("
                + sameKey()
                + ")\nUNION ALL "
                + newRows;
    }

    /// @throws OnefoldException (UNPROCESSABLE) when a new row's key is not among the changed ones,
    ///   as the row would then stand beside the one that it should replace
    void requireCovers(Schema schema, DataFileWriter.Written written, long newRows) {
        if (newRows == 0) {
            return;
        }
        List<String> paths =
                written.files().stream()
                        .map(f -> LocalFileIO.path(f.location()).toString())
                        .toList();
        long covered =
                number(
                        "SELECT count(*) FROM ("
                                + Schemas.read(new Schema(columns), paths, "")
                                + ") AS r SEMI JOIN "
                                + table
                                + " AS k ON ("
                                + sameKey()
                                + ")");
        if (covered != newRows) {
            written.discard();
            throw new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    newRows
                            - covered
                            + " of "
                            + newRows
                            + " rows of a replace have a key that is not among its changed keys; let the SELECT of changed"
                            + " keys cover every row");
        }
    }

    private String sameKey() {
        return columns.stream()
                .map(
                        c ->
                                "r."
                                        + DuckSql.name(c.name())
                                        + " IS NOT DISTINCT FROM k."
                                        + DuckSql.name(c.name()))
                .collect(Collectors.joining(" AND "));
    }

    /// What every row with a changed key fulfils.
    private Expression filter() {
        Expression filter = Expressions.alwaysTrue();
        for (Types.NestedField column : columns) {
            filter = Expressions.and(filter, KeyRange.of(connection, table, column));
        }
        return filter;
    }

    private long number(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        }
    }

    private void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        }
    }

    @Override
    public void close() {
        run("DROP TABLE IF EXISTS " + table);
    }
}
