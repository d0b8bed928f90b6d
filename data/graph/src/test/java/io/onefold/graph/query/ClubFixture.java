package io.onefold.graph.query;

import io.onefold.graph.TestNeo4j;
import io.onefold.lake.Governance;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeSettings;
import io.onefold.lake.Write;
import io.onefold.lake.WriteMode;
import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.Layer;
import io.onefold.model.TableName;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.model.audit.AuditEvent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neo4j.driver.Driver;

/// A club of three members and their visits, in a real lake and a real Neo4j, with a library of
/// questions about it.
///
/// The graph holds what its loader may see: e-mails starred.
final class ClubFixture implements AutoCloseable {

    static final DatasetName MEMBERS = DatasetName.parse("club.members");
    static final DatasetName VISITS = DatasetName.parse("club.visits");
    static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");
    static final Principal READER =
            new Principal("reader", Set.of(), Set.of(Permission.DATA_READ), false);
    static final Principal SYSTEM = Principal.system("test");

    final List<AuditEvent> audited = new ArrayList<>();
    final Map<DatasetName, Long> loaded;
    boolean loaderReadsClear;

    private final EmbeddedPostgres postgres;
    private final Lake lake;
    private final GraphServer server;
    private final Path library;

    ClubFixture(Path folder) throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        LakeSettings.CatalogDatabase catalog =
                new LakeSettings.CatalogDatabase(
                        "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                        "postgres",
                        "postgres");
        lake =
                Lake.open(
                        LakeSettings.of(folder.resolve("lake"), folder.resolve("spill"), catalog)
                                .withEngine(512, 2),
                        new EmailsAreTagged());
        library = Files.createDirectories(folder.resolve("queries"));
        TestNeo4j neo4j = TestNeo4j.empty();
        server = new GraphServer(neo4j::address);
        loaded = fillLake();
        fillGraph(neo4j);
    }

    private Map<DatasetName, Long> fillLake() {
        lake.create(
                MEMBERS.in(Layer.TRUSTED),
                List.of(
                        Column.optional("member_id", DataType.Simple.LONG),
                        Column.optional("email", DataType.Simple.STRING),
                        Column.optional("joined_at", DataType.Simple.TIMESTAMPTZ)),
                List.of());
        lake.create(
                VISITS.in(Layer.TRUSTED),
                List.of(
                        Column.optional("visit_id", DataType.Simple.LONG),
                        Column.optional("guest_email", DataType.Simple.STRING),
                        Column.optional("fee", new DataType.Decimal(5, 2))),
                List.of());
        long members =
                append(
                        MEMBERS,
                        "select * from (values (1, 'ann@a.org', timestamptz '2025-01-01 00:00:00+00'),"
                                + " (2, 'bob@b.org', timestamptz '2025-02-01 00:00:00+00'),"
                                + " (3, 'cy@a.org', timestamptz '2026-01-01 00:00:00+00')) t (member_id, email, joined_at)");
        long visits =
                append(
                        VISITS,
                        "select * from (values (10, 'ANN@a.org', 1.10), (11, 'ann@a.org', 2.25), (12, 'cy@a.org', 3.00))"
                                + " t (visit_id, guest_email, fee)");
        return Map.of(MEMBERS, members, VISITS, visits);
    }

    /// Adds rows to the lake alone.
    ///
    /// @return the snapshot
    long append(DatasetName dataset, String select) {
        try (LakeSession session = lake.session(SYSTEM)) {
            TableName table = dataset.in(Layer.TRUSTED);
            String run = "run-" + lake.require(table).history().size();
            return session.publish(new Write(table, select, new WriteMode.Append(), run))
                    .snapshotId()
                    .orElseThrow();
        }
    }

    private void fillGraph(TestNeo4j neo4j) {
        try (Driver driver = neo4j.driver()) {
            driver.executableQuery(
                            """
                            UNWIND [
                              [1, '****@a.org', '2025-01-01T00:00:00Z', ['1.10', '2.25']],
                              [2, '****@b.org', '2025-02-01T00:00:00Z', []],
                              [3, '****@a.org', '2026-01-01T00:00:00Z', ['3.00']]
                            ] AS row
                            CREATE (m:Member {member_id: row[0], email: row[1], joined_at: datetime(row[2])})
                            FOREACH (fee IN row[3] | CREATE (m)-[:MADE]->(:Visit {fee: fee}))
                            """)
                    .execute();
        }
    }

    /// Puts a question into the library.
    void question(String name, String parameters, String columns, String cypher, String sql)
            throws IOException {
        Files.writeString(
                library.resolve(name + ".yaml"),
                """
                name: %1$s
                version: v1
                type: query
                description: A question of the tests.
                query:
                  intent: tests
                  graph: club
                  cypher: %1$s.cypher
                  sql: %1$s.sql
                  parameters: [%2$s]
                  columns: [%3$s]
                """
                        .formatted(name, parameters, columns));
        Files.writeString(library.resolve(name + ".cypher"), cypher);
        Files.writeString(library.resolve(name + ".sql"), sql);
    }

    Queries queries(QueryLimits limits) {
        return new Queries(
                QueryLibrary.read(library),
                server,
                lake,
                new EmailsAreTagged(),
                graph ->
                        loaderReadsClear
                                ? SYSTEM
                                : new Principal("loader", Set.of(), Set.of(), false),
                graph -> graph.equals("club") ? Optional.of(loaded) : Optional.empty(),
                audited::add,
                Clock.fixed(NOW, ZoneOffset.UTC),
                limits);
    }

    @Override
    public void close() throws IOException {
        server.close();
        lake.close();
        postgres.close();
    }

    private static final class EmailsAreTagged implements Governance {
        @Override
        public Map<String, Set<String>> columnTags(TableName table) {
            return Map.of("email", Set.of("PII.Email"), "guest_email", Set.of("PII.Email"));
        }

        @Override
        public byte[] maskKey(String keyName) {
            return "a key for tests that is long enough".getBytes(StandardCharsets.UTF_8);
        }
    }
}
