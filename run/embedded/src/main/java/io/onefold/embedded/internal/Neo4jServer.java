package io.onefold.embedded.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;

/// Neo4j Community, in a JVM of its own with a class path of its own: its licence is GPL, ours is
/// not.
public final class Neo4jServer implements PartServer {

    /// The account that owns the graph.
    public static final String OWNER = "neo4j";

    private static final String MAIN = "org.neo4j.server.Neo4jCommunity";
    private static final String ADMIN = "org.neo4j.cli.AdminTool";
    private static final Duration ADMIN_PATIENCE = Duration.ofHours(6);
    private static final byte[] BOLT_HELLO = {
        0x60, 0x60, (byte) 0xb0, 0x17, 0, 0, 0, 5, 0, 0, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final String FIRST_QUESTION = "MATCH (n) RETURN count(n) AS nodes";
    private static final int HASH_ROUNDS = 1024;
    private static final int SALT_BYTES = 32;

    private final PartFolder folder;
    private final Path library;
    private final PartSecret secret;
    private final SecureRandom random;
    private final Memory memory;

    /// How much memory the graph may take.
    ///
    /// @param heap as java's -Xmx takes it, for example `1g`
    /// @param pageCache for example `512m`
    public record Memory(String heap, String pageCache) {}

    /// @param library the folder of Neo4j's jars
    public Neo4jServer(
            PartFolder folder,
            Path library,
            PartSecret secret,
            SecureRandom random,
            Memory memory) {
        this.folder = folder;
        this.library = library;
        this.secret = secret;
        this.random = random;
        this.memory = memory;
    }

    @Override
    public String name() {
        return "neo4j";
    }

    @Override
    public void prepare() throws IOException {
        Path accounts = folder.data().resolve("data/dbms/auth.ini");
        if (!Files.exists(accounts)) {
            Files.createDirectories(accounts.getParent());
            Files.createDirectories(configuration());
            Files.writeString(accounts, account(secret.password(random)));
        }
    }

    /// A line of Neo4j's file of first accounts, as `neo4j-admin dbms set-initial-password` writes
    /// it: `user:SHA-256,hash,salt,rounds:`, the hash being of salt and password, then of itself.
    private String account(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            byte[] hash = digest.digest(password.getBytes(StandardCharsets.UTF_8));
            for (int round = 1; round < HASH_ROUNDS; round++) {
                hash = digest.digest(hash);
            }
            HexFormat hex = HexFormat.of();
            return OWNER
                    + ":SHA-256,"
                    + hex.formatHex(hash)
                    + ","
                    + hex.formatHex(salt)
                    + ","
                    + HASH_ROUNDS
                    + ":\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void configure(int port) throws IOException {
        String listen = "127.0.0.1:" + port;
        Files.createDirectories(configuration());
        Files.writeString(
                configuration().resolve("neo4j.conf"),
                """
                # Written at each start by Onefold.
                server.default_listen_address=127.0.0.1
                server.default_advertised_address=127.0.0.1
                server.bolt.listen_address=%s
                server.bolt.advertised_address=%s
                server.http.enabled=false
                server.https.enabled=false
                server.memory.pagecache.size=%s
                db.logs.query.enabled=OFF
                dbms.usage_report.enabled=false
                # Without these, a stop waits ten seconds for connections that are gone.
                internal.dbms.bolt.netty_server_shutdown_quiet_period=0
                internal.server.bolt.thread_pool_shutdown_wait_time=100ms
                internal.server.bolt.connection_shutdown_wait_time=100ms
                """
                        .formatted(listen, listen, memory.pageCache()));
    }

    @Override
    public List<String> command(int port) {
        return java(
                MAIN, List.of("--home-dir=" + folder.data(), "--config-dir=" + configuration()));
    }

    /// Runs `neo4j-admin`, on a server that does not run.
    ///
    /// @param arguments for example `database`, `import`, `full`, …
    /// @return the last of what it said
    /// @throws io.onefold.model.OnefoldException (UNAVAILABLE) with its last words if it fails
    public String admin(List<String> arguments) throws IOException {
        return Commands.run(
                new Commands.Errand(
                        "neo4j-admin "
                                + String.join(
                                        " ", arguments.subList(0, Math.min(arguments.size(), 3))),
                        folder,
                        java(ADMIN, arguments),
                        Map.of(
                                "NEO4J_HOME", folder.data().toString(),
                                "NEO4J_CONF", configuration().toString()),
                        ADMIN_PATIENCE),
                null);
    }

    private Path configuration() {
        return folder.data().resolve("conf");
    }

    private List<String> java(String main, List<String> arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + memory.heap(),
                                "-XX:+UseSerialGC",
                                "-XX:+UseCompactObjectHeaders",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                library + "/*",
                                main));
        command.addAll(arguments);
        return command;
    }

    @Override
    public boolean isReady(ProcessRecord record) {
        return LoopbackPorts.answers(record.port(), BOLT_HELLO);
    }

    /// Waits until a question about the store is answered. A server that takes connections has not
    /// loaded its planner and engine yet: the first question takes it a second and more.
    @Override
    public void onReady(int port) throws IOException {
        AuthToken account = AuthTokens.basic(OWNER, secret.password(random));
        try (Driver driver = GraphDatabase.driver("bolt://127.0.0.1:" + port, account)) {
            driver.executableQuery(FIRST_QUESTION).execute();
        } catch (AuthenticationException e) {
            throw ServerFailures.ofLogin("neo4j", secret, e.code(), e);
        } catch (Neo4jException e) {
            throw Commands.failure("asking part neo4j", folder, e.code());
        }
    }

    @Override
    public boolean mayRetry(String lastWords) {
        return lastWords.contains("PortBindException")
                || lastWords.contains("Address already in use");
    }
}
