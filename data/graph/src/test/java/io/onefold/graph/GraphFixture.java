package io.onefold.graph;

import io.onefold.catalog.ApplyOptions;
import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphRun;
import io.onefold.catalog.GraphSpec;
import io.onefold.catalog.Manifests;
import io.onefold.catalog.ReadOptions;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunJournal;
import io.onefold.catalog.Settings;
import io.onefold.lake.Governance;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeSettings;
import io.onefold.lake.Write;
import io.onefold.lake.WriteMode;
import io.onefold.model.Column;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;

/// A catalog, a lake and an emptied graph of their own, on real PostgreSQL and Neo4j.
public final class GraphFixture implements AutoCloseable {

    public static final Principal OPERATOR = Principal.localOperator("ada");

    private static final AtomicInteger COUNT = new AtomicInteger();

    public final Path folder;
    public final Catalog catalog;
    public final Lake lake;
    public final TestNeo4j neo4j;
    public final Driver driver;
    private final DataSource control;

    public GraphFixture() {
        try {
            folder = Files.createTempDirectory("onefold-graph-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String database = "graph_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        sql(Postgres.SERVER.getPostgresDatabase(), "create database " + database);
        control = Postgres.SERVER.getDatabase("postgres", database);
        catalog = Catalog.open(control, Clock.systemUTC());
        lake = Lake.open(settings(database), new CatalogGovernance());
        neo4j = TestNeo4j.empty();
        driver = neo4j.driver();
    }

    private LakeSettings settings(String database) {
        return LakeSettings.of(
                        folder.resolve("lake"),
                        folder.resolve("spill"),
                        new LakeSettings.CatalogDatabase(
                                "jdbc:postgresql://localhost:"
                                        + Postgres.SERVER.getPort()
                                        + "/"
                                        + database,
                                "postgres",
                                "postgres"))
                .withEngine(512, 2);
    }

    /// Applies manifests.
    public void apply(String yaml) {
        Settings settings = Settings.of(folder, Map.of());
        catalog.apply(
                new Manifests(settings).readText("test.yaml", yaml, ReadOptions.DEFAULT),
                ApplyOptions.DEFAULT,
                OPERATOR);
    }

    /// Lets a trusted dataset hold the rows of a SELECT and no others; made when missing.
    public void trusted(String dataset, List<Column> columns, String select) {
        TableName table = DatasetName.parse(dataset).in(Layer.TRUSTED);
        lake.findOrCreate(table, columns, List.of());
        try (LakeSession session = lake.session(Principal.system("test"))) {
            session.publish(
                    new Write(
                            table,
                            select,
                            new WriteMode.Overwrite(),
                            UUID.randomUUID().toString()));
        }
    }

    /// The only graph that was applied.
    public GraphSpec spec() {
        return catalog.graph(catalog.graphs().getFirst());
    }

    public LoadOptions options() {
        return LoadOptions.in(folder.resolve("graph"));
    }

    public GraphLoad graphLoad() {
        return new GraphLoad(catalog, lake, neo4j.address());
    }

    public GraphResult load(GraphRun.Mode mode, LoadOptions options) {
        return graphLoad().run(spec(), mode, options, context(OPERATOR));
    }

    public GraphResult loadDeep() {
        return load(GraphRun.Mode.INCREMENTAL, options().withDeep(true)).requireSucceeded();
    }

    public RunContext context(Principal principal) {
        return new RunContext(
                UUID.randomUUID(), principal, Clock.systemUTC(), Progress.SILENT, RunJournal.NONE);
    }

    /// The records of a Cypher query.
    public List<Record> cypher(String query) {
        try (Session session = driver.session()) {
            return session.run(query).list();
        }
    }

    /// All that the graph holds, as sorted texts: an oracle that knows nothing of keys or hashes.
    public List<String> everything() {
        List<String> all = new java.util.ArrayList<>();
        for (Record r : cypher("MATCH (n) RETURN labels(n) AS l, properties(n) AS p")) {
            all.add(r.get("l").asList() + text(r.get("p").asMap()));
        }
        for (Record r :
                cypher(
                        "MATCH (a)-[x]->(b) RETURN labels(a) AS la, a._key AS a, type(x) AS t, properties(x) AS p, labels(b) AS lb, b._key AS b")) {
            all.add(
                    r.get("la").asList()
                            + r.get("a").asString("")
                            + "-"
                            + r.get("t").asString()
                            + text(r.get("p").asMap())
                            + "->"
                            + r.get("lb").asList()
                            + r.get("b").asString(""));
        }
        all.sort(null);
        return all;
    }

    private static String text(Map<String, Object> properties) {
        Map<String, String> sorted = new java.util.TreeMap<>();
        properties.forEach((k, v) -> sorted.put(k, v + ":" + v.getClass().getSimpleName()));
        return sorted.toString();
    }

    /// What a load into an empty graph makes of the lake as it is now.
    public List<String> freshlyLoaded() {
        List<Record> kept = cypher("MATCH (n) RETURN count(n) AS n");
        assertEmpty(kept);
        load(GraphRun.Mode.FULL, options()).requireSucceeded();
        return everything();
    }

    private static void assertEmpty(List<Record> counted) {
        if (counted.getFirst().get("n").asLong() != 0) {
            throw new IllegalStateException("empty the graph first");
        }
    }

    /// Empties the graph behind the loader's back.
    public void wipe() {
        cypher("MATCH (n) DETACH DELETE n");
    }

    public long count(String query) {
        return cypher(query).getFirst().get(0).asLong();
    }

    /// The first column of a query on the control database, as texts.
    public List<String> control(String query) {
        try (Connection connection = control.getConnection();
                Statement statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            List<String> rows = new java.util.ArrayList<>();
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sql(DataSource database, String statement) {
        try (Connection connection = database.getConnection();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
        lake.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class CatalogGovernance implements Governance {

        @Override
        public Map<String, Set<String>> columnTags(TableName table) {
            return catalog.columnTags(table);
        }

        @Override
        public byte[] maskKey(String keyName) {
            return ("a key for tests, named " + keyName).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final class Postgres {

        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
