package io.onefold.pipeline;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.onefold.catalog.Catalog;
import io.onefold.catalog.Connections;
import io.onefold.catalog.JdbcAddress;
import io.onefold.catalog.PartAddresses;
import io.onefold.catalog.Secrets;
import io.onefold.catalog.Settings;
import io.onefold.graph.GraphLoad;
import io.onefold.graph.LoadOptions;
import io.onefold.graph.OwnServer;
import io.onefold.graph.explore.ExploreLimits;
import io.onefold.graph.explore.Explorer;
import io.onefold.graph.explore.RingBook;
import io.onefold.graph.query.GraphServer;
import io.onefold.graph.query.GraphSnapshots;
import io.onefold.graph.query.Queries;
import io.onefold.graph.query.QueryLibrary;
import io.onefold.graph.query.QueryLimits;
import io.onefold.graph.rings.Rings;
import io.onefold.ingest.Ingest;
import io.onefold.lake.Governance;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSettings;
import io.onefold.lake.ReadDoor;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.contract.DatasetContract;
import io.onefold.quality.Quality;
import io.onefold.quality.Quarantine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The data path of one installation, put together as settings say: catalog, lake and stages,
/// opened when first asked for. Safe for many threads.
public final class DataPath implements AutoCloseable {

    private static final int CONTROL_CONNECTIONS = 10;
    private static final int ANSWER_SECONDS = 2;
    private static final int MEGABYTES_MAX = 1 << 20;
    private static final int THREADS_MAX = 256;

    private final Settings settings;
    private final Path var;
    private final Clock clock;
    private final Connections connections;
    private final OwnSecrets secrets;
    private final HikariDataSource control;
    private final GraphServer graphServer;
    private final @Nullable OwnServer ownGraph;
    private @Nullable Catalog catalog;
    private @Nullable Lake lake;

    private DataPath(
            Settings settings,
            PartAddresses parts,
            Path var,
            Clock clock,
            @Nullable OwnServer ownGraph) {
        this.settings = settings;
        this.var = var;
        this.clock = clock;
        this.connections = new Connections(settings, new Secrets(settings), parts);
        this.secrets = new OwnSecrets(settings, var.resolve("secrets"), new SecureRandom());
        this.control = pool(connections.control());
        this.graphServer = new GraphServer(connections::graph);
        this.ownGraph = ownGraph;
    }

    /// Opens the path. Nothing is asked of the parts yet.
    ///
    /// @param parts where those parts listen that settings do not replace
    /// @param var the folder of everything that Onefold keeps on this machine
    public static DataPath open(Settings settings, PartAddresses parts, Path var, Clock clock) {
        return open(settings, parts, var, clock, null);
    }

    /// As [#open(Settings, PartAddresses, Path, Clock)], with bulk loads of graphs.
    ///
    /// @param ownGraph the graph server, if Onefold itself starts and stops it; null: it does not
    public static DataPath open(
            Settings settings,
            PartAddresses parts,
            Path var,
            Clock clock,
            @Nullable OwnServer ownGraph) {
        return new DataPath(
                Objects.requireNonNull(settings),
                Objects.requireNonNull(parts),
                var.toAbsolutePath().normalize(),
                Objects.requireNonNull(clock),
                ownGraph);
    }

    private static HikariDataSource pool(JdbcAddress address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("control");
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(CONTROL_CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(Duration.ofSeconds(10).toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    public Settings settings() {
        return settings;
    }

    public Connections connections() {
        return connections;
    }

    public OwnSecrets secrets() {
        return secrets;
    }

    public Clock clock() {
        return clock;
    }

    /// The control database. Its pool ends with the path.
    public DataSource control() {
        return control;
    }

    /// The folder of everything that Onefold keeps on this machine.
    public Path var() {
        return var;
    }

    /// Whether the control database answers, within two seconds.
    public boolean controlAnswers() {
        try (Connection connection = connectControl()) {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connectControl() throws SQLException {
        JdbcAddress address = connections.control();
        Properties properties = address.properties();
        properties.setProperty("loginTimeout", Integer.toString(ANSWER_SECONDS));
        return DriverManager.getConnection(address.url(), properties);
    }

    /// Says at once what a pool would say after many tries.
    private void requireControl() {
        try (Connection connection = connectControl()) {
            connection.isValid(ANSWER_SECONDS);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            boolean refused = state.startsWith("28") || state.startsWith("3D");
            String reason =
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
            throw new OnefoldException(
                    refused ? ErrorCode.INVALID_SETUP : ErrorCode.UNAVAILABLE,
                    "the control database "
                            + connections.control()
                            + " does not answer: "
                            + reason
                            + "; expected a PostgreSQL database that this account may use; start it, correct DATABASE_URL,"
                            + " or leave DATABASE_URL out to use the embedded one",
                    e);
        }
    }

    /// The catalog; its schemas are brought up to date at the first call.
    public synchronized Catalog catalog() {
        Catalog open = catalog;
        if (open == null) {
            requireControl();
            open = Catalog.open(control, clock);
            catalog = open;
        }
        return open;
    }

    /// What is sensitive and who may see what, as the catalog has it.
    public Governance governance() {
        return new CatalogGovernance(catalog(), secrets);
    }

    /// The lake, governed by the catalog.
    public synchronized Lake lake() {
        Lake open = lake;
        if (open == null) {
            open = Lake.open(lakeSettings(), governance());
            lake = open;
        }
        return open;
    }

    private LakeSettings lakeSettings() {
        JdbcAddress address = connections.control();
        LakeSettings defaults =
                LakeSettings.of(
                        settings.path("onefold.lake.warehouse").orElse(var.resolve("lake")),
                        settings.path("onefold.lake.spill").orElse(var.resolve("spill")),
                        new LakeSettings.CatalogDatabase(
                                address.url(),
                                Objects.requireNonNullElse(address.user(), ""),
                                Objects.requireNonNullElse(address.password(), "")));
        return defaults.withEngine(
                settings.integer("onefold.lake.memory-megabytes", 64, MEGABYTES_MAX)
                        .orElse(defaults.memoryMegabytes()),
                settings.integer("onefold.lake.threads", 1, THREADS_MAX)
                        .orElse(defaults.threads()));
    }

    /// The door through which people read the lake.
    public ReadDoor door() {
        return new ReadDoor(lake(), clock);
    }

    /// What stands in quarantine.
    public Quarantine quarantine() {
        return new Quarantine(lake(), door());
    }

    /// From the silos to raw.
    public Ingest ingest() {
        return new Ingest(
                lake(),
                connections,
                settings.path("onefold.landing").orElse(var.resolve("landing")));
    }

    /// Asks a source for each of its tables.
    ///
    /// @param name its manifest's name
    /// @throws OnefoldException (NOT_FOUND) naming the nearest source
    public SourceTest testSource(String name) {
        return SourceTest.of(catalog().source(name), ingest());
    }

    /// The contract of a dataset, or the one that stands for none.
    ///
    /// @throws OnefoldException (NOT_FOUND) for a dataset of no source, or one never ingested
    public DatasetContract contract(DatasetName dataset) {
        return catalog()
                .contract(dataset)
                .orElseGet(
                        () ->
                                quality()
                                        .passThrough(
                                                dataset,
                                                catalog()
                                                        .source(dataset.source())
                                                        .table(dataset.table())
                                                        .key()));
    }

    /// From raw to trusted.
    public Quality quality() {
        return new Quality(lake());
    }

    /// From trusted to the graph.
    public GraphLoad graphLoad() {
        return new GraphLoad(catalog(), lake(), connections.graph(), ownGraph);
    }

    /// The questions of a library, over the graph and the lake.
    ///
    /// @param library the folder of the library
    public Queries queries(Path library) {
        return new Queries(
                QueryLibrary.read(library),
                graphServer,
                lake(),
                governance(),
                graph -> GraphLoad.loader(catalog().graph(graph)),
                GraphSnapshots.of(catalog().graphRuns()),
                catalog().audit(),
                clock,
                QueryLimits.DEFAULT);
    }

    /// Looks around in loaded graphs.
    public Explorer explorer() {
        return new Explorer(
                graphServer,
                catalog(),
                lake(),
                governance(),
                graph -> GraphLoad.loader(catalog().graph(graph)),
                clock,
                ExploreLimits.DEFAULT);
    }

    /// The rings of graphs, for people.
    public RingBook ringBook() {
        return new RingBook(catalog(), lake(), door());
    }

    /// From trusted to rings and graph features.
    public Rings rings() {
        return new Rings(catalog(), lake());
    }

    /// From trusted to the graph and the rings in it.
    public GraphPass graphPass() {
        return new GraphPass(this);
    }

    /// The order of the stages.
    public Pipeline pipeline() {
        return new Pipeline(this, LoadOptions.in(var.resolve("graph")));
    }

    /// Starts workflows when they are due, until it is closed.
    ///
    /// @param say is told of each start and of what went wrong
    public Scheduler scheduler(Consumer<String> say) {
        return new Scheduler(this, say).started();
    }

    @Override
    public synchronized void close() {
        try (HikariDataSource _ = control;
                Lake _ = lake;
                GraphServer _ = graphServer) {
            catalog = null;
            lake = null;
        }
    }
}
