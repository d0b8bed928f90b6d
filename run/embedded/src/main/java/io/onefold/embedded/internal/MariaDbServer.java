package io.onefold.embedded.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// MariaDB. The account `onefold` may do everything, from the loopback interface only.
public final class MariaDbServer implements PartServer {

    /// The account that owns everything.
    public static final String OWNER = "onefold";

    /// What `mariadb-install-db` feeds to the server, without the texts of HELP.
    private static final List<String> SYSTEM_SCRIPTS =
            List.of(
                    "mariadb_system_tables.sql",
                    "mariadb_performance_tables.sql",
                    "mariadb_system_tables_data.sql",
                    "maria_add_gis_sp_bootstrap.sql",
                    "mariadb_sys_schema.sql");

    private final PartFolder folder;
    private final Binaries binaries;
    private final PartSecret secret;
    private final SecureRandom random;
    private final boolean root;

    /// @param root whether this process is root; MariaDB then wants to be told that it may be so
    ///   too
    public MariaDbServer(
            PartFolder folder,
            Binaries binaries,
            PartSecret secret,
            SecureRandom random,
            boolean root) {
        this.folder = folder;
        this.binaries = binaries;
        this.secret = secret;
        this.random = random;
        this.root = root;
    }

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public void prepare() throws IOException {
        Path programs = binaries.mariadb();
        if (Files.exists(folder.data().resolve("mysql"))) {
            return;
        }
        Path fresh = folder.root().resolve("data.new");
        Folders.delete(fresh);
        Files.createDirectory(fresh);
        List<String> command = base(programs, fresh);
        command.addAll(
                List.of(
                        "--bootstrap",
                        "--enforce-storage-engine=",
                        "--max-allowed-packet=8M",
                        "--net-buffer-length=16K",
                        "--innodb-flush-log-at-trx-commit=0"));
        Commands.run(
                new Commands.Errand("making the data folder of part mariadb", folder, command),
                stream -> writeSystemTables(programs.resolve("share"), stream));
        Files.move(fresh, folder.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void writeSystemTables(Path share, OutputStream stream) throws IOException {
        writeLines(stream, "create database mysql;", "use mysql;", "set @auth_root_socket = null;");
        for (String script : SYSTEM_SCRIPTS) {
            Files.copy(share.resolve(script), stream);
        }
        writeLines(
                stream,
                "delete from mysql.global_priv where user = 'root';",
                "delete from mysql.proxies_priv where user = 'root';",
                "flush privileges;",
                "create user '"
                        + OWNER
                        + "'@'127.0.0.1' identified by '"
                        + secret.password(random)
                        + "';",
                "grant all on *.* to '" + OWNER + "'@'127.0.0.1' with grant option;");
    }

    private static void writeLines(OutputStream stream, String... lines) throws IOException {
        stream.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> command(int port) {
        List<String> command = base(programs(), folder.data());
        command.addAll(
                List.of(
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--socket=mysql.sock", // inside the data folder, so that a long path is no
                        // matter
                        "--pid-file=mysql.pid",
                        "--skip-name-resolve",
                        "--skip-ssl",
                        "--local-infile=ON",
                        "--character-set-server=utf8mb4",
                        "--collation-server=utf8mb4_bin",
                        "--default-time-zone=+00:00",
                        "--max-allowed-packet=256M"));
        return command;
    }

    private List<String> base(Path programs, Path data) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                programs.resolve("bin/mariadbd").toString(),
                                "--no-defaults",
                                "--basedir=" + programs,
                                "--lc-messages-dir=" + programs.resolve("share"),
                                "--datadir=" + data,
                                "--log-warnings=1",
                                "--skip-log-bin"));
        if (root) {
            command.add("--user=root");
        }
        return command;
    }

    private Path programs() {
        try {
            return binaries.mariadb();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isReady(ProcessRecord record) {
        return LoopbackPorts.answers(record.port());
    }

    @Override
    public boolean mayRetry(String lastWords) {
        return lastWords.contains("Address already in use")
                || lastWords.contains("Bind on TCP/IP port");
    }
}
