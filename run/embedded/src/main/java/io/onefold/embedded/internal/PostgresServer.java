package io.onefold.embedded.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// PostgreSQL. The account `onefold` owns it and the database of the same name.
public final class PostgresServer implements PartServer {

    /// The account that owns everything, and the control database's name.
    public static final String OWNER = "onefold";

    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 0x04, (byte) 0xd2, 0x16, 0x2f};
    private static final String STATUS_READY = "ready";
    private static final int STATUS_LINE = 7;

    private final PartFolder folder;
    private final Binaries binaries;
    private final PartSecret secret;
    private final SecureRandom random;
    private final PostgresAccount account;

    public PostgresServer(
            PartFolder folder,
            Binaries binaries,
            PartSecret secret,
            SecureRandom random,
            PostgresAccount account) {
        this.folder = folder;
        this.binaries = binaries;
        this.secret = secret;
        this.random = random;
        this.account = account;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public void prepare() throws IOException {
        Path programs = binaries.postgres();
        if (Files.exists(folder.data().resolve("PG_VERSION"))) {
            Files.deleteIfExists(
                    folder.data().resolve("postmaster.pid")); // its process is dead, we looked
            return;
        }
        Path fresh = folder.root().resolve("data.new");
        Folders.delete(fresh);
        Path passwordFile = Files.createTempFile(folder.root(), "initdb", "");
        try {
            Files.writeString(passwordFile, secret.password(random), StandardCharsets.UTF_8);
            Files.createDirectory(fresh);
            account.own(folder.root(), passwordFile, fresh);
            Commands.run(
                    new Commands.Errand(
                            "making the data folder of part postgres",
                            folder,
                            initdb(programs, fresh, passwordFile)),
                    null);
            Files.move(fresh, folder.data(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    private List<String> initdb(Path programs, Path data, Path passwordFile) {
        List<String> command = new ArrayList<>(account.prefix());
        command.addAll(
                List.of(
                        programs.resolve("bin/initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + OWNER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--no-instructions"));
        return command;
    }

    @Override
    public List<String> command(int port) {
        List<String> command = new ArrayList<>(account.prefix());
        command.add(programs().resolve("bin/postgres").toString());
        command.addAll(List.of("-D", folder.data().toString(), "-p", Integer.toString(port)));
        for (String setting :
                List.of(
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "timezone=UTC",
                        "max_wal_size=2GB",
                        "checkpoint_timeout=15min",
                        "jit=off",
                        // Failed statements are told to the client, not to a log that would keep
                        // their values.
                        "log_min_messages=log",
                        "log_min_error_statement=panic",
                        "log_error_verbosity=terse")) {
            command.addAll(List.of("-c", setting));
        }
        return command;
    }

    private Path programs() {
        try {
            return binaries.postgres();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isReady(ProcessRecord record) {
        try {
            List<String> lines = Files.readAllLines(folder.data().resolve("postmaster.pid"));
            return lines.size() > STATUS_LINE
                    && lines.getFirst().equals(Long.toString(record.pid()))
                    && lines.get(STATUS_LINE).strip().equals(STATUS_READY)
                    && LoopbackPorts.answers(record.port(), SSL_REQUEST);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void onReady(int port) throws IOException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        try (Connection connection =
                        DriverManager.getConnection(url, OWNER, secret.password(random));
                PreparedStatement find =
                        connection.prepareStatement(
                                "select 1 from pg_database where datname = ?")) {
            find.setString(1, OWNER);
            try (ResultSet found = find.executeQuery();
                    Statement create = connection.createStatement()) {
                if (!found.next()) {
                    create.execute("create database " + OWNER);
                    create.execute(
                            "revoke connect, temporary on database "
                                    + OWNER
                                    + ", postgres from public");
                }
            }
        } catch (SQLException e) {
            throw ServerFailures.ofLogin("postgres", secret, "SQL state " + e.getSQLState(), e);
        }
    }

    /// Fast shutdown: clients are cut off, data is written.
    @Override
    public String stopSignal() {
        return "INT";
    }

    @Override
    public boolean mayRetry(String lastWords) {
        return lastWords.contains("Address already in use")
                || lastWords.contains("could not create any TCP/IP sockets")
                || lastWords.contains("shared memory block");
    }
}
