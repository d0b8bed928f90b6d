package io.onefold.graph.internal.load;

import io.onefold.graph.internal.bolt.Row;
import io.onefold.graph.internal.bolt.RowCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Rows streamed out of the engine: column 1 is the shard, the others are what a [Reader] takes. No
/// other statement can run on the connection until it is closed.
final class EngineRows implements RowCursor {

    private final Statement statement;
    private final ResultSet result;
    private final Reader reader;
    private @Nullable Row row;
    private int shard;

    /// Reads a row from a column on.
    @FunctionalInterface
    interface Reader {
        Row read(ResultSet row, int first) throws SQLException;
    }

    private EngineRows(Statement statement, ResultSet result, Reader reader) {
        this.statement = statement;
        this.result = result;
        this.reader = reader;
    }

    static EngineRows of(Sql sql, String select, Reader reader) {
        try {
            Statement statement = sql.connection().createStatement();
            try {
                return new EngineRows(statement, statement.executeQuery(select), reader);
            } catch (SQLException e) {
                statement.close();
                throw e;
            }
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    @Override
    public boolean next() {
        try {
            if (!result.next()) {
                row = null;
                return false;
            }
            shard = result.getInt(1);
            row = reader.read(result, 2);
            return true;
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }

    @Override
    public int shard() {
        return shard;
    }

    @Override
    public Row row() {
        if (row == null) {
            throw new NoSuchElementException("no row is left");
        }
        return row;
    }

    @Override
    public void close() {
        try {
            result.close();
            statement.close();
        } catch (SQLException e) {
            throw Sql.failed(e);
        }
    }
}
