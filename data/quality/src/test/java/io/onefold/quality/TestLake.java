package io.onefold.quality;

import io.onefold.catalog.RunContext;
import io.onefold.catalog.RunJournal;
import io.onefold.lake.DuckSql;
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
import io.onefold.model.access.Principal;
import io.onefold.model.run.Progress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/// A lake of its own on a real PostgreSQL, and a hand that appends raw rows as ingest does.
public final class TestLake implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Path folder;
    private final Lake lake;
    private final Map<TableName, Map<String, Set<String>>> tags = new ConcurrentHashMap<>();
    private int runs;

    public TestLake() {
        try {
            folder = Files.createTempDirectory("onefold-quality-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LakeSettings settings =
                LakeSettings.of(folder.resolve("lake"), folder.resolve("spill"), newDatabase())
                        .withEngine(512, 2);
        lake = Lake.open(settings, new Tagged());
    }

    public Lake lake() {
        return lake;
    }

    /// Says what a column holds.
    public void tag(TableName table, String column, String tag) {
        tags.put(table, Map.of(column, Set.of(tag)));
    }

    /// A new run, an hour after the one before.
    public RunContext run() {
        runs++;
        return at(runs, UUID.nameUUIDFromBytes(("run " + runs).getBytes(StandardCharsets.UTF_8)));
    }

    /// The same run, started again.
    public RunContext again(RunContext context) {
        return at(runs, context.runId());
    }

    private static RunContext at(int hour, UUID run) {
        Clock clock = Clock.fixed(START.plusSeconds(3600L * hour), ZoneOffset.UTC);
        return new RunContext(
                run, Principal.localOperator("test"), clock, Progress.SILENT, RunJournal.NONE);
    }

    /// Makes the raw table of a dataset.
    public void raw(DatasetName dataset, List<Column> business) {
        List<Column> columns = new ArrayList<>(business);
        columns.add(Column.required("_run_id", DataType.Simple.STRING));
        columns.add(Column.required("_ingested_at", DataType.Simple.TIMESTAMPTZ));
        columns.add(Column.optional("_source", DataType.Simple.STRING));
        columns.add(Column.optional("_source_row", DataType.Simple.LONG));
        columns.add(Column.required("_row_hash", DataType.Simple.STRING));
        columns.add(Column.optional("_deleted", DataType.Simple.BOOLEAN));
        lake.create(dataset.in(Layer.RAW), columns, List.of());
    }

    /// Appends what a SELECT yields: the business columns, and `_deleted` if it is not always
    /// false.
    public void append(DatasetName dataset, RunContext run, String selectSql) {
        TableName raw = dataset.in(Layer.RAW);
        List<Column> business =
                io.onefold.quality.internal.Shape.business(lake.require(raw).columns());
        StringBuilder names = new StringBuilder();
        StringBuilder hashed = new StringBuilder();
        for (Column column : business) {
            names.append(DuckSql.name(column.name())).append(", ");
            hashed.append(
                    "coalesce(cast("
                            + DuckSql.name(column.name())
                            + " as varchar), chr(30)), chr(31), ");
        }
        boolean marksDeleted = selectSql.contains("_deleted");
        String sql =
                "select "
                        + names
                        + DuckSql.text(run.runId().toString())
                        + " as _run_id, timestamptz '"
                        + run.clock().instant()
                        + "' as _ingested_at, 'test' as _source, "
                        + (selectSql.contains("_source_row")
                                ? "_source_row,"
                                : "row_number() over () as _source_row,")
                        + " sha256(concat("
                        + hashed
                        + "'')) as _row_hash, "
                        + (marksDeleted ? "_deleted" : "false as _deleted")
                        + " from ("
                        + selectSql
                        + ")";
        try (LakeSession session = lake.session(Principal.system("ingest"))) {
            session.publish(new Write(raw, sql, new WriteMode.Append(), run.runId().toString()));
        }
    }

    /// The rows of a query over some tables, cells joined by `|`.
    public List<String> rows(String sql, TableName... tables) {
        try (LakeSession session = lake.session(Principal.system("test"));
                Statement statement = session.connection().createStatement()) {
            for (TableName table : tables) {
                session.attach(table);
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        cells.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(String.join("|", cells));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// All rows of a dataset's trusted table, in order.
    public List<String> trusted(DatasetName dataset) {
        TableName table = dataset.in(Layer.TRUSTED);
        return rows("select * from " + DuckSql.table(table) + " order by all", table);
    }

    /// The rows in a dataset's quarantine, what is random or dated left out, in order.
    public List<String> quarantine(DatasetName dataset) {
        TableName table = dataset.in(Layer.QUARANTINE);
        if (lake.find(table).isEmpty()) {
            return List.of();
        }
        return rows(
                "select * exclude (_run_id, _rejected_at, _row_hash, _source, _source_row) from "
                        + DuckSql.table(table)
                        + " order by all",
                table);
    }

    @Override
    public void close() {
        lake.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LakeSettings.CatalogDatabase newDatabase() {
        String name = create();
        return new LakeSettings.CatalogDatabase(
                "jdbc:postgresql://localhost:" + Postgres.SERVER.getPort() + "/" + name,
                "postgres",
                "postgres");
    }

    /// An empty PostgreSQL database for a catalog.
    public static DataSource database() {
        return Postgres.SERVER.getDatabase("postgres", create());
    }

    private static String create() {
        String name = "quality_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        try (var connection = Postgres.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    private final class Tagged implements Governance {

        @Override
        public Map<String, Set<String>> columnTags(TableName table) {
            return tags.getOrDefault(table, Map.of());
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
