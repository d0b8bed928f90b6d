package io.onefold.lake.internal.duck;

import io.onefold.lake.RowFeed;
import io.onefold.lake.RowSource;
import io.onefold.model.Column;
import io.onefold.model.OnefoldException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;

/// A DuckDB instance that one thread has for itself, with one connection. It always has a memory
/// limit and a spill folder of its own, never loads an extension by itself, and its clock is UTC.
public final class Engine implements AutoCloseable {

    private final Instance instance;
    private final Connection connection;
    private final Consumer<Instance> afterwards;

    Engine(Instance instance, Consumer<Instance> afterwards) {
        this.instance = instance;
        this.afterwards = afterwards;
        this.connection = instance.connect();
    }

    /// An engine that ends with its only user, whatever that changes in it.
    ///
    /// @param spillRoot the folder under which this instance makes its own spill folder
    public static Engine open(Path spillRoot, int memoryMegabytes, int threads) {
        return new Engine(Instance.open(spillRoot, memoryMegabytes, threads), Instance::close);
    }

    public Connection connection() {
        return connection;
    }

    /// Lets SQL on this engine read rows that Java makes.
    public RowFeed feed(List<Column> columns, List<RowSource> sources) {
        return instance.feeds().open(connection, columns, sources);
    }

    /// Runs a statement without a result.
    ///
    /// @throws OnefoldException (RUN_FAILED) with the engine's message
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        }
    }

    /// Closes the connection; a second time does nothing.
    @Override
    public void close() {
        try {
            if (connection.isClosed()) {
                return;
            }
            connection.close();
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        }
        afterwards.accept(instance);
    }
}
