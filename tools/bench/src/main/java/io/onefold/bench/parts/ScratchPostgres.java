package io.onefold.bench.parts;

import io.onefold.catalog.SecretRef;
import io.onefold.catalog.Secrets;
import io.onefold.catalog.Settings;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server with databases for one benchmark, which are dropped at its end.
public final class ScratchPostgres implements AutoCloseable {

    private final @Nullable EmbeddedPostgres embedded;
    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final List<String> databases = new ArrayList<>();

    private ScratchPostgres(
            @Nullable EmbeddedPostgres embedded,
            String host,
            int port,
            String user,
            String password) {
        this.embedded = embedded;
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /// Starts an embedded server in a folder, or takes the one that the options name.
    public static ScratchPostgres open(PostgresOptions options, Path folder) {
        String address = options.address;
        if (address == null) {
            return embedded(folder);
        }
        int colon = address.lastIndexOf(':');
        if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "--postgres is '"
                            + address
                            + "'; expected HOST:PORT, for example localhost:5432");
        }
        return new ScratchPostgres(
                null,
                address.substring(0, colon),
                Integer.parseInt(address.substring(colon + 1)),
                options.user,
                new Secrets(Settings.load(Path.of(""), System.getenv()))
                        .resolve(new SecretRef(options.secret)));
    }

    private static ScratchPostgres embedded(Path folder) {
        try {
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(folder.resolve("postgres"))
                            .setCleanDataDirectory(true)
                            .start();
            return new ScratchPostgres(
                    server, "localhost", server.getPort(), "postgres", "postgres");
        } catch (IOException e) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "the embedded PostgreSQL did not start: "
                            + e.getMessage()
                            + "; name a running one with --postgres",
                    e);
        }
    }

    /// Makes a database for this benchmark.
    ///
    /// @return its name
    public String newDatabase(String purpose) throws SQLException {
        String name = "onefold_bench_" + ProcessHandle.current().pid() + "_" + purpose;
        execute("postgres", "CREATE DATABASE " + name);
        databases.add(name);
        return name;
    }

    /// Runs statements, each in a transaction of its own.
    public void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), user, password);
    }

    /// The JDBC address of a database, without credentials.
    public String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    @Override
    public void close() throws SQLException, IOException {
        if (embedded != null) {
            embedded.close();
            return;
        }
        for (String database : databases) {
            execute("postgres", "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
        }
    }
}
