package io.onefold.server.internal.decisions;

import io.onefold.catalog.PartAddresses;
import io.onefold.catalog.Settings;
import io.onefold.pipeline.DataPath;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;

/// A PostgreSQL of a test's own, on a port and a data folder that stay, with fsync: it may be
/// killed and started again.
final class RestartablePostgres implements AutoCloseable {

    private final Path folder;
    private final int port;
    private EmbeddedPostgres server;

    RestartablePostgres() throws IOException {
        folder = Files.createTempDirectory("onefold-kills-test");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        start();
    }

    void start() throws IOException {
        server =
                EmbeddedPostgres.builder()
                        .setPort(port)
                        .setDataDirectory(folder.resolve("data"))
                        .setCleanDataDirectory(false)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
    }

    /// Kills the server's first process; the others follow it without another word.
    void kill() throws IOException, InterruptedException {
        long pid =
                Long.parseLong(
                        Files.readAllLines(folder.resolve("data/postmaster.pid"))
                                .getFirst()
                                .strip());
        new ProcessBuilder("kill", "-KILL", Long.toString(pid)).inheritIO().start().waitFor();
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        server.close(); // gives its lock back; there is nothing left to stop
    }

    Path folder() {
        return folder;
    }

    String url() {
        return "postgresql://postgres:postgres@localhost:" + port + "/postgres";
    }

    /// A path to its database.
    DataPath path() {
        return DataPath.open(
                Settings.of(folder, Map.of("DATABASE_URL", url())),
                PartAddresses.NONE,
                folder.resolve("var"),
                Clock.systemUTC());
    }

    long count(String table) {
        String url = "jdbc:postgresql://localhost:" + port + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table + " as t")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
