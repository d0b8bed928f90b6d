package io.onefold.lake.internal.duck;

import io.onefold.lake.DuckSql;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;

/// One DuckDB database in this process, with a memory limit and a spill folder of its own; it never
/// loads an extension by itself. It stays while connections to it come and go.
final class Instance {

    private static final AtomicLong COUNT = new AtomicLong();

    /// What a connection can leave behind in the database that every instance begins with.
    private static final String LEFT_BEHIND =
            "SELECT (SELECT count(*) FROM duckdb_tables())"
                    + " + (SELECT count(*) FROM duckdb_views() WHERE NOT internal)"
                    + " + (SELECT count(*) FROM duckdb_schemas() WHERE NOT internal AND database_name = 'memory')";

    private final DuckDBConnection root;
    private final Path spill;
    private final Feeds feeds = new Feeds();

    private Instance(DuckDBConnection root, Path spill) {
        this.root = root;
        this.spill = spill;
    }

    static Instance open(Path spillRoot, int memoryMegabytes, int threads) {
        Path spill = SpillFolders.name(spillRoot, COUNT.incrementAndGet());
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
            Connection root = DriverManager.getConnection("jdbc:duckdb:", properties);
            return new Instance(root.unwrap(DuckDBConnection.class), spill);
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

    /// A connection of its own: temporary tables, variables and the clock, which is UTC, are gone
    /// when it is closed.
    Connection connect() {
        try {
            Connection connection = root.duplicate();
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
            }
            return connection;
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        }
    }

    /// Its row feeds.
    Feeds feeds() {
        return feeds;
    }

    /// Makes the instance as it was at its start, once no connection is open but its own.
    ///
    /// @return whether it could be done; else the instance is to be closed
    boolean reset() {
        try (Statement statement = root.createStatement()) {
            for (String database : attached(statement)) {
                statement.execute("DETACH " + DuckSql.name(database));
            }
            statement.execute("DROP SCHEMA IF EXISTS memory.spark CASCADE");
            try (ResultSet left = statement.executeQuery(LEFT_BEHIND)) {
                return left.next() && left.getLong(1) == 0;
            }
        } catch (SQLException e) {
            return false;
        }
    }

    private static List<String> attached(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet databases =
                statement.executeQuery(
                        "SELECT database_name FROM duckdb_databases() WHERE NOT internal AND database_name <> 'memory'")) {
            while (databases.next()) {
                names.add(databases.getString(1));
            }
        }
        return names;
    }

    void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw EngineFailure.of(e);
        } finally {
            SpillFolders.delete(spill);
        }
    }
}
