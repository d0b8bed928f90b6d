package io.onefold.server.internal.decisions;

import io.onefold.catalog.PartAddresses;
import io.onefold.catalog.Settings;
import io.onefold.fraud.port.DecisionRecord;
import io.onefold.fraud.port.DecisionStore.Kept;
import io.onefold.model.access.Principal;
import io.onefold.pipeline.DataPath;
import io.onefold.server.Decisions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// A decision store in a database of its own, in one real PostgreSQL for all tests of the module.
public final class DecisionsFixture implements AutoCloseable {

    public static final Principal OPERATOR = Principal.localOperator("ada");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    public final Path folder;
    public final Settings settings;
    public final DataPath path;
    public final Decisions decisions;

    public DecisionsFixture() {
        this(Map.of());
    }

    /// @param more settings beside the database's address
    public DecisionsFixture(Map<String, String> more) {
        String name = "decisions_" + NUMBER.incrementAndGet();
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            folder = Files.createTempDirectory("onefold-decisions-test");
            statement.execute("create database " + name);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> all = new HashMap<>(more);
        all.put(
                "DATABASE_URL",
                "postgresql://postgres:postgres@localhost:"
                        + Server.POSTGRES.getPort()
                        + "/"
                        + name);
        settings = Settings.of(folder, all);
        path = open();
        decisions = Decisions.open(path);
    }

    /// Another path to the same database and folder, as another process has it.
    public DataPath open() {
        return open(Clock.systemUTC());
    }

    /// The same with a clock of its own.
    public DataPath open(Clock clock) {
        return DataPath.open(settings, PartAddresses.NONE, folder.resolve("var"), clock);
    }

    /// Hands a decision over.
    public CompletableFuture<Kept> appending(DecisionRecord decision) {
        return decisions.store().append(decision).toCompletableFuture();
    }

    /// Hands a decision over and waits for what becomes of it.
    public Kept append(DecisionRecord decision) {
        return appending(decision).join();
    }

    /// The single value of a query, as text.
    public String value(String sql) {
        try (Connection connection = path.control().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "(no row)";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long count(String sql) {
        return Long.parseLong(value("select count(*) from " + sql));
    }

    public void execute(String sql) {
        try (Connection connection = path.control().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        decisions.close();
        path.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
