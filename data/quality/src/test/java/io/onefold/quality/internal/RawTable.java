package io.onefold.quality.internal;

import io.onefold.lake.DuckSql;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A raw table as ingest leaves it, in a DuckDB of the test's own: business columns and the system
/// columns.
final class RawTable {

    private static final List<Column> SYSTEM =
            List.of(
                    Column.required("_run_id", DataType.Simple.STRING),
                    Column.required("_ingested_at", DataType.Simple.TIMESTAMPTZ),
                    Column.optional("_source", DataType.Simple.STRING),
                    Column.optional("_source_row", DataType.Simple.LONG),
                    Column.required("_row_hash", DataType.Simple.STRING),
                    Column.optional("_deleted", DataType.Simple.BOOLEAN));

    private final Connection engine;
    private final String name;
    private final List<Column> columns = new ArrayList<>();
    private int runs;
    private long sourceRow;

    private RawTable(Connection engine, String name, List<Column> business) {
        this.engine = engine;
        this.name = name;
        columns.addAll(business);
        columns.addAll(SYSTEM);
        String ddl =
                columns.stream()
                        .map(
                                column ->
                                        DuckSql.name(column.name())
                                                + " "
                                                + DuckSql.type(column.type()))
                        .collect(Collectors.joining(", "));
        execute("create table " + relation() + " (" + ddl + ")");
    }

    static RawTable of(Connection engine, String name, Column... business) {
        return new RawTable(engine, name, List.of(business));
    }

    List<Column> columns() {
        return List.copyOf(columns);
    }

    String relation() {
        return DuckSql.name(name);
    }

    /// The rows that a run appended.
    String appendedBy(String run) {
        return "(select * from " + relation() + " where _run_id = " + DuckSql.text(run) + ")";
    }

    /// Begins a run: later rows carry its name and a later time.
    String run() {
        runs++;
        sourceRow = 0;
        return "run-" + runs;
    }

    /// Appends a row to the latest run.
    void append(@Nullable Object... values) {
        append(false, values);
    }

    /// Appends the mark that a row is gone from the silo.
    void appendDeleted(@Nullable Object... values) {
        append(true, values);
    }

    private void append(boolean deleted, @Nullable Object... values) {
        String marks = "?, ".repeat(values.length);
        String sql =
                "insert into "
                        + relation()
                        + " values ("
                        + marks
                        + "?, timestamptz '2026-01-01 00:00:00Z' + to_days(cast(? as integer)), 'test', ?, ?, ?)";
        try (PreparedStatement insert = engine.prepareStatement(sql)) {
            int at = 1;
            for (Object value : values) {
                insert.setObject(at++, value);
            }
            insert.setString(at++, "run-" + runs);
            insert.setInt(at++, runs);
            insert.setLong(at++, ++sourceRow);
            insert.setString(at++, hash(values));
            insert.setBoolean(at, deleted);
            insert.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Stands for the SHA-256 that ingest writes: equal for equal rows, different for others.
    static String hash(@Nullable Object... values) {
        return Arrays.stream(values).map(Objects::toString).collect(Collectors.joining("\u001f"));
    }

    private void execute(String sql) {
        try (Statement statement = engine.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
