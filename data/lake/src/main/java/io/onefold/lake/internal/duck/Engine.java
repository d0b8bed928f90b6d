package io.onefold.lake.internal.duck;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// One DuckDB instance in this process with one connection, used by one thread at a time. It always
/// has a memory limit and a spill folder of its own, never loads an extension by itself, and its
/// clock is UTC.
public final class Engine implements AutoCloseable {

    private static final AtomicLong COUNT = new AtomicLong();

    private final Connection connection;
    private final Path spill;

    private Engine(Connection connection, Path spill) {
        this.connection = connection;
        this.spill = spill;
    }

    /// @param spillRoot the folder under which this instance makes its own spill folder
    public static Engine open(Path spillRoot, int memoryMegabytes, int threads) {
        Path spill =
                spillRoot.resolve(ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        Properties properties = new Properties();
        properties.setProperty("memory_limit", memoryMegabytes + "MB");
        properties.setProperty("threads", Integer.toString(threads));
        properties.setProperty("temp_directory", spill.toString());
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("preserve_insertion_order", "false");
        properties.setProperty("jdbc_stream_results", "true");
        try {
            Files.createDirectories(spill);
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
            }
            return new Engine(connection, spill);
        } catch (IOException | SQLException e) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "the engine does not start with spill folder "
                            + spill
                            + ": "
                            + e.getMessage()
                            + "; check that the folder can be written",
                    e);
        }
    }

    /// Removes the spill folders of processes that are gone.
    public static void removeStaleSpill(Path spillRoot) {
        if (!Files.isDirectory(spillRoot)) {
            return;
        }
        try (Stream<Path> folders = Files.list(spillRoot)) {
            folders.filter(Engine::isStale).forEach(Engine::delete);
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.INVALID_SETUP,
                    "spill folder " + spillRoot + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static boolean isStale(Path folder) {
        String name = folder.getFileName().toString();
        int dash = name.indexOf('-');
        if (dash < 1 || !name.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
            return false;
        }
        Optional<ProcessHandle> owner = ProcessHandle.of(Long.parseLong(name.substring(0, dash)));
        return owner.isEmpty() || !owner.get().isAlive();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.getLogger(Engine.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "spill folder {0} stays: {1}",
                            folder,
                            e.getMessage());
        }
    }

    public Connection connection() {
        return connection;
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

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        } finally {
            delete(spill);
        }
    }
}
