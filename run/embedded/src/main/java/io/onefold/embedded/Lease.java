package io.onefold.embedded;

import io.onefold.catalog.BoltAddress;
import io.onefold.catalog.Connections;
import io.onefold.catalog.JdbcAddress;
import io.onefold.catalog.PartAddresses;
import io.onefold.catalog.Settings;
import io.onefold.embedded.internal.HeldPart;
import io.onefold.embedded.internal.MariaDbServer;
import io.onefold.embedded.internal.Neo4jServer;
import io.onefold.embedded.internal.PostgresServer;
import io.onefold.embedded.internal.silo.ReaderAccount;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The right to use parts until it is closed; the last one to close stops them. It answers where
/// they listen.
public final class Lease implements PartAddresses, AutoCloseable {

    private final External external;
    private final PartServers servers;
    private final Map<Part, HeldPart> held = new ConcurrentHashMap<>();
    private final Map<String, JdbcAddress> readers = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    Lease(External external, PartServers servers) {
        this.external = external;
        this.servers = servers;
    }

    /// Makes more parts available, starting in parallel those that do not run. Parts that settings
    /// replace by an external server are not started.
    ///
    /// @throws OnefoldException (INVALID_SETUP, UNAVAILABLE) if one cannot be started; the others
    ///   are held
    public void add(Set<Part> parts, Progress progress) {
        List<OnefoldException> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Part, Future<?>> starts = new EnumMap<>(Part.class);
            parts.stream()
                    .filter(part -> !external.replaces(part) && !held.containsKey(part))
                    .forEach(part -> starts.put(part, threads.submit(() -> hold(part, progress))));
            starts.forEach((part, start) -> await(start, part, failures));
        }
        if (!failures.isEmpty()) {
            OnefoldException first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    private void hold(Part part, Progress progress) {
        try (Progress.Task _ = progress.begin("start " + part.wireName(), -1)) {
            held.put(part, servers.hold(part));
        }
    }

    private static void await(Future<?> start, Part part, List<OnefoldException> failures) {
        try {
            start.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case OnefoldException failure -> failures.add(failure);
                case RuntimeException defect -> throw defect;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add(
                    new OnefoldException(
                            ErrorCode.UNAVAILABLE,
                            "starting part "
                                    + part.wireName()
                                    + " was interrupted; start the command again"));
        }
    }

    /// A database of PostgreSQL, with the account that owns it.
    public JdbcAddress postgres(String database) {
        return external.postgres()
                .map(address -> External.withDatabase(address, database))
                .orElseGet(
                        () ->
                                new JdbcAddress(
                                        "jdbc:postgresql://127.0.0.1:"
                                                + port(Part.POSTGRES)
                                                + "/"
                                                + encoded(database),
                                        PostgresServer.OWNER,
                                        servers.password(Part.POSTGRES)));
    }

    /// A database of MariaDB, with the account that owns it.
    public JdbcAddress mariadb(String database) {
        return external.mariadb()
                .map(address -> External.withDatabase(address, database))
                .orElseGet(
                        () ->
                                new JdbcAddress(
                                        "jdbc:mariadb://127.0.0.1:"
                                                + port(Part.MARIADB)
                                                + "/"
                                                + encoded(database),
                                        MariaDbServer.OWNER,
                                        servers.password(Part.MARIADB)));
    }

    /// The graph server.
    public BoltAddress neo4j() {
        return external.neo4j()
                .orElseGet(
                        () ->
                                new BoltAddress(
                                        "bolt://127.0.0.1:" + port(Part.NEO4J),
                                        Neo4jServer.OWNER,
                                        servers.password(Part.NEO4J),
                                        "neo4j"));
    }

    /// A database as whoever reads it sees it: the control database with the account that owns it,
    /// a silo with the account that may read this silo and nothing else. At an external server, the
    /// configured account.
    ///
    /// @throws OnefoldException (NOT_FOUND) if the silo was not loaded
    @Override
    public JdbcAddress database(String part, String database) {
        Part wanted = Part.parse(part);
        JdbcAddress owner = owner(wanted, database);
        boolean control = wanted == Part.POSTGRES && database.equals(Connections.CONTROL_DATABASE);
        if (control || external.replaces(wanted)) {
            return owner;
        }
        return readers.computeIfAbsent(
                readerOf(part, database),
                key -> {
                    ReaderAccount reader = new ReaderAccount(part, database);
                    String password =
                            servers.secret(part + "." + fileName(database))
                                    .password(servers.random());
                    reader.ensure(owner, password);
                    return new JdbcAddress(owner.url(), reader.name(), password);
                });
    }

    private static String readerOf(String part, String database) {
        return part + " " + database;
    }

    /// A silo that was loaded again has forgotten what its reader may do.
    void wasMadeAnew(Part part, String database) {
        readers.remove(readerOf(part.wireName(), database));
    }

    /// A graph server that is down, so that its store may be worked on.
    public interface StoppedGraph {
        /// Runs `neo4j-admin`.
        ///
        /// @param arguments for example `database`, `import`, `full`, …
        /// @return the last of what it said
        /// @throws OnefoldException (UNAVAILABLE) with its last words if it fails
        String admin(List<String> arguments);
    }

    /// Stops the graph server, lets its store be worked on, and starts it again at the same
    /// address, also when the work fails.
    ///
    /// @throws OnefoldException (CONFLICT) if another command uses the graph; (INVALID_INPUT) if it
    ///   is an external server
    public void withGraphStopped(Consumer<StoppedGraph> work) {
        HeldPart graph = held.get(Part.NEO4J);
        if (graph == null) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "the graph server is not a part that this command may stop; expected the embedded one; leave NEO4J_URI"
                            + " out, or load without --bulk");
        }
        Neo4jServer server = servers.neo4j(graph.folder());
        graph.whileStopped(
                server,
                () -> {
                    try {
                        work.accept(
                                arguments -> {
                                    try {
                                        return server.admin(arguments);
                                    } catch (IOException e) {
                                        throw new UncheckedIOException(e);
                                    }
                                });
                    } catch (UncheckedIOException e) {
                        throw e.getCause();
                    }
                });
    }

    private static String fileName(String database) {
        return encoded(database).replace(".", "%2E");
    }

    JdbcAddress owner(Part part, String database) {
        return switch (part) {
            case POSTGRES -> postgres(database);
            case MARIADB -> mariadb(database);
            case NEO4J ->
                    throw new OnefoldException(
                            ErrorCode.INVALID_INPUT,
                            "part neo4j is a graph, it has no database '"
                                    + database
                                    + "' for JDBC");
        };
    }

    @Override
    public BoltAddress graph() {
        return neo4j();
    }

    Settings settings() {
        return servers.settings();
    }

    private int port(Part part) {
        return Optional.ofNullable(held.get(part))
                .map(HeldPart::port)
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.UNAVAILABLE,
                                        "this command did not ask for part "
                                                + part.wireName()
                                                + "; it leased "
                                                + held.keySet()));
    }

    private static String encoded(String database) {
        return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Leaves the parts, and stops those that nobody else uses. A second call does nothing.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                held.values().forEach(part -> threads.execute(part::release));
            }
        }
    }
}
