package io.onefold.graph;

import io.onefold.catalog.BoltAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/// A real Neo4j Community in a JVM of its own, one for all tests of the module; it ends with them.
///
/// Its jars are those that module `run/embedded/neo4j` copies; they are never on our class path.
public final class TestNeo4j {

    private static final Duration START_MAX = Duration.ofSeconds(120);

    private static final Logger DRIVER_LOG = Logger.getLogger("org.neo4j.driver");

    static {
        DRIVER_LOG.setLevel(Level.WARNING);
    }

    private static TestNeo4j shared;

    private final Path home;
    private final int port;
    private Process process;

    private TestNeo4j(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /// The server of the tests, started at the first call, its graph emptied.
    public static synchronized TestNeo4j empty() {
        if (shared == null) {
            try {
                shared =
                        new TestNeo4j(Files.createTempDirectory("onefold-graph-neo4j"), freePort());
                Runtime.getRuntime().addShutdownHook(new Thread(shared::remove));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        shared.start();
        shared.clear();
        return shared;
    }

    public BoltAddress address() {
        return new BoltAddress("bolt://127.0.0.1:" + port, null, null, "neo4j");
    }

    public Driver driver() {
        return GraphDatabase.driver(address().uri(), AuthTokens.none());
    }

    public Path home() {
        return home;
    }

    /// Starts the server unless it runs.
    public void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        try {
            Files.createDirectories(home.resolve("conf"));
            Files.writeString(home.resolve("conf/neo4j.conf"), configuration());
            process =
                    new ProcessBuilder(command("org.neo4j.server.Neo4jCommunity"))
                            .redirectErrorStream(true)
                            .redirectOutput(home.resolve("server.log").toFile())
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitBolt();
    }

    /// Stops the server in an orderly way.
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    /// Kills the server at once.
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private List<String> command(String main) {
        List<String> command = new ArrayList<>(program(main));
        command.add("--home-dir=" + home);
        command.add("--config-dir=" + home.resolve("conf"));
        return command;
    }

    /// A command line that runs a program of Neo4j.
    public List<String> program(String main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                library() + "/*",
                main);
    }

    /// The folder of Neo4j's jars.
    public static Path library() {
        Path inTheHouse = Path.of("run", "embedded", "neo4j", "target", "lib");
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(inTheHouse))) {
                return at.resolve(inTheHouse);
            }
        }
        throw new IllegalStateException(
                "no " + inTheHouse + "; build it first: mvn -q compile -pl run/embedded/neo4j");
    }

    private String configuration() {
        return """
        server.default_listen_address=127.0.0.1
        server.bolt.listen_address=127.0.0.1:%1$d
        server.bolt.advertised_address=127.0.0.1:%1$d
        server.http.enabled=false
        server.https.enabled=false
        server.memory.pagecache.size=256m
        dbms.security.auth_enabled=false
        dbms.usage_report.enabled=false
        db.logs.query.enabled=OFF
        internal.dbms.bolt.netty_server_shutdown_quiet_period=0
        """
                .formatted(port);
    }

    private void awaitBolt() {
        Instant end = Instant.now().plus(START_MAX);
        while (true) {
            try (Driver driver = driver()) {
                driver.verifyConnectivity();
                driver.executableQuery("RETURN 1").execute();
                return;
            } catch (RuntimeException e) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    throw new IllegalStateException("Neo4j does not start: " + log(), e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String log() {
        try {
            return Files.readString(home.resolve("server.log"));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    private void clear() {
        try (Driver driver = driver();
                var session = driver.session()) {
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS")
                    .consume();
            session.run("SHOW CONSTRAINTS YIELD name")
                    .list(r -> r.get("name").asString())
                    .forEach(
                            name ->
                                    session.run("DROP CONSTRAINT `" + name.replace("`", "``") + "`")
                                            .consume());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void remove() {
        Optional.ofNullable(process).ifPresent(Process::destroyForcibly);
        try (var files = Files.walk(home)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
        } catch (IOException e) {
            System.err.println("test folder " + home + " stays: " + e.getMessage());
        }
    }
}
