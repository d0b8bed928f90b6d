package io.onefold.lake.internal.read;

import io.onefold.lake.RowStream;
import io.onefold.lake.internal.duck.Engine;
import io.onefold.lake.internal.duck.EngineFailure;
import io.onefold.lake.internal.duck.EngineType;
import io.onefold.lake.internal.read.Reading.Deadline;
import io.onefold.model.DataType;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.TableName;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows of one query as its engine streams them. What goes wrong is told without the engine's
/// text whenever that text may hold a value.
final class EngineRows implements RowStream {

    /// Messages of these kinds speak of names and types, never of values.
    private static final Set<String> ABOUT_NAMES =
            Set.of("Binder Error", "Catalog Error", "Parser Error");

    private final Engine engine;
    private final Map<TableName, OptionalLong> snapshots;
    private final long rowsMax;
    private final Deadline deadline;
    private final Runnable onClose;
    private final List<ResultColumn> columns = new ArrayList<>();
    private @Nullable Statement statement;
    private @Nullable ResultSet rows;
    private @Nullable Thread watch;
    private long rowsGiven;
    private boolean truncated;
    private boolean closed;

    EngineRows(
            Engine engine,
            Map<TableName, OptionalLong> snapshots,
            long rowsMax,
            Deadline deadline,
            Runnable onClose) {
        this.engine = engine;
        this.snapshots = Map.copyOf(snapshots);
        this.rowsMax = rowsMax;
        this.deadline = deadline;
        this.onClose = onClose;
    }

    void run(String sql) {
        try {
            Statement running = engine.connection().createStatement();
            statement = running;
            watch = Reading.watch(running, deadline);
            ResultSet result = running.executeQuery(sql);
            rows = result;
            ResultSetMetaData meta = result.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(
                        new ResultColumn(meta.getColumnName(i), type(meta.getColumnTypeName(i))));
            }
        } catch (SQLException e) {
            stopWatching();
            throw failure(e);
        }
    }

    private static String type(String engineType) {
        return EngineType.parse(engineType)
                .natural()
                .map(DataType::toString)
                .orElse(engineType.toLowerCase(Locale.ROOT));
    }

    private OnefoldException failure(SQLException e) {
        if (deadline.isOver()) {
            return late();
        }
        String message = String.valueOf(e.getMessage());
        String kind = EngineFailure.kind(message);
        if (ABOUT_NAMES.contains(kind)) {
            return new OnefoldException(
                    ErrorCode.INVALID_INPUT, "the SQL cannot be run: " + message);
        }
        if (kind.equals("Out of Memory Error")) {
            return new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "the query needs more memory than a reader has; aggregate or filter more before sorting and joining");
        }
        return new OnefoldException(
                ErrorCode.UNPROCESSABLE,
                "the query met a value that it cannot take, for example in a cast or a division; use try_cast or filter such"
                        + " rows (the value is not shown)");
    }

    private OnefoldException late() {
        return new OnefoldException(
                ErrorCode.UNPROCESSABLE,
                "the query took longer than it may and was stopped; narrow it or raise its timeout");
    }

    @Override
    public List<ResultColumn> columns() {
        return List.copyOf(columns);
    }

    @Override
    public Map<TableName, OptionalLong> snapshots() {
        return snapshots;
    }

    @Override
    public boolean next() {
        if (closed || truncated) {
            return false;
        }
        if (deadline.isOver()) {
            throw late();
        }
        try {
            boolean more = Objects.requireNonNull(rows).next();
            if (more && rowsGiven == rowsMax) {
                truncated = true;
                return false;
            }
            rowsGiven += more ? 1 : 0;
            return more;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public List<@Nullable Object> row() {
        try {
            List<@Nullable Object> row = new ArrayList<>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                row.add(Cells.read(Objects.requireNonNull(rows), i));
            }
            return row;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public boolean truncated() {
        return truncated;
    }

    private void stopWatching() {
        if (watch != null) {
            watch.interrupt();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopWatching();
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        } finally {
            engine.close();
            onClose.run();
        }
    }
}
