package io.onefold.ingest;

import io.onefold.catalog.Connections;
import io.onefold.catalog.Drift;
import io.onefold.catalog.PartAddresses;
import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunJournal;
import io.onefold.catalog.SecretRef;
import io.onefold.catalog.Secrets;
import io.onefold.catalog.Settings;
import io.onefold.catalog.SourceConnection;
import io.onefold.catalog.SourceKind;
import io.onefold.catalog.SourceSpec;
import io.onefold.catalog.SourceTable;
import io.onefold.lake.Governance;
import io.onefold.lake.Lake;
import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeSettings;
import io.onefold.lake.LakeTable;
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
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A silo in a fresh database or folder, a lake of its own, and the ingest between them. One real
/// PostgreSQL serves the whole test run.
final class Fixture implements AutoCloseable {

    static final EmbeddedPostgres POSTGRES = start();

    private static final AtomicInteger COUNT = new AtomicInteger();

    final Path folder;
    final Path landing;
    final Path files;
    final String database;
    final Lake lake;
    final Ingest ingest;
    private Instant now = Instant.parse("2026-03-01T00:00:00Z");

    Fixture() {
        try {
            folder = Files.createTempDirectory("onefold-ingest-test");
            landing = folder.resolve("landing");
            files = Files.createDirectories(folder.resolve("files"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database = newDatabase("silo");
        lake =
                Lake.open(
                        LakeSettings.of(
                                        folder.resolve("lake"),
                                        folder.resolve("spill"),
                                        new LakeSettings.CatalogDatabase(
                                                url(newDatabase("lake")), "postgres", "postgres"))
                                .withEngine(512, 2),
                        new Untagged());
        ingest = new Ingest(lake, connections(), landing);
    }

    Connections connections() {
        Settings settings = Settings.load(folder, Map.of("SILO_PASSWORD", "postgres"));
        return new Connections(settings, new Secrets(settings), PartAddresses.NONE);
    }

    /// A source over the silo's database.
    SourceSpec postgres(Drift drift, SourceTable... tables) {
        return postgresIn("public", drift, tables);
    }

    /// A source over a schema of the silo's database.
    SourceSpec postgresIn(String schema, Drift drift, SourceTable... tables) {
        return new SourceSpec(
                "silo",
                "silo",
                SourceKind.POSTGRES,
                new SourceConnection.Server(
                        "localhost",
                        POSTGRES.getPort(),
                        database,
                        "postgres",
                        new SecretRef("env:SILO_PASSWORD")),
                schema,
                ZoneId.of("Europe/Prague"),
                drift,
                true,
                List.of(tables));
    }

    /// A source over files.
    SourceSpec files(SourceKind kind, Drift drift, SourceTable... tables) {
        return new SourceSpec(
                "silo",
                "silo",
                kind,
                new SourceConnection.Files(files.toString()),
                null,
                null,
                drift,
                true,
                List.of(tables));
    }

    /// Ingests the only table of a source, in a run of its own, an hour after the last one.
    IngestResult run(SourceSpec source) {
        return run(source, UUID.randomUUID());
    }

    IngestResult run(SourceSpec source, UUID runId) {
        now = now.plusSeconds(3600);
        return ingest.run(source, source.tables().getFirst(), context(runId, RunJournal.NONE));
    }

    RunContext context(UUID runId, RunJournal journal) {
        return context(runId, journal, Progress.SILENT);
    }

    RunContext context(UUID runId, RunJournal journal, Progress progress) {
        return new RunContext(
                runId,
                Principal.localOperator("tester"),
                Clock.fixed(now, ZoneOffset.UTC),
                progress,
                journal);
    }

    void turnClockBack(Duration by) {
        now = now.minus(by);
    }

    /// The first cell of a query in the silo's database.
    String siloText(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(url(database), "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs statements in the silo's database.
    void silo(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(url(database), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Writes a file of the silo.
    void file(String name, String text) {
        file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    void file(String name, byte[] bytes) {
        try {
            Files.write(files.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The rows of a query in the silo's database, each as its cells between bars.
    List<String> siloRows(String sql) {
        try (Connection connection =
                        DriverManager.getConnection(url(database), "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return cells(rows);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> cells(ResultSet rows) throws SQLException {
        List<String> all = new ArrayList<>();
        while (rows.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                row.append(i > 1 ? "|" : "").append(rows.getObject(i));
            }
            all.add(row.toString());
        }
        return all;
    }

    LakeTable raw(String table) {
        return lake.require(TableName.of("raw", "silo", table));
    }

    /// Rows of a query in which `{raw}` and `{quarantine}` stand for a table's relations, each row
    /// as its cells between bars.
    List<String> rows(String table, String sql) {
        try (LakeSession session = lake.session(Principal.system("test"))) {
            TableName raw = TableName.of("raw", "silo", table);
            TableName quarantine = TableName.of("quarantine", "silo", table);
            for (TableName name : List.of(raw, quarantine)) {
                if (lake.find(name).isPresent()) {
                    session.attach(name);
                }
            }
            String bound =
                    sql.replace("{raw}", io.onefold.lake.DuckSql.table(raw))
                            .replace("{quarantine}", io.onefold.lake.DuckSql.table(quarantine));
            try (Statement statement = session.connection().createStatement();
                    ResultSet rows = statement.executeQuery(bound)) {
                return cells(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String url(String database) {
        return "jdbc:postgresql://localhost:" + POSTGRES.getPort() + "/" + database;
    }

    static String newDatabase(String prefix) {
        String name = prefix + "_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    @Override
    public void close() {
        lake.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Untagged implements Governance {

        @Override
        public Map<String, Set<String>> columnTags(TableName table) {
            return Map.of();
        }

        @Override
        public byte[] maskKey(String keyName) {
            return "sixteen bytes and more".getBytes(StandardCharsets.UTF_8);
        }
    }
}
