package io.onefold.lake;

import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A lake of its own in a fresh folder and database, on one real PostgreSQL for the whole test run.
final class LakeFixture implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    final Path folder;
    final Lake lake;
    final LakeSettings.CatalogDatabase database;
    final Map<TableName, Map<String, Set<String>>> tags = new ConcurrentHashMap<>();

    LakeFixture() {
        try {
            folder = Files.createTempDirectory("onefold-lake-test");
            database = newDatabase();
            lake = Lake.open(settings(folder, database), new Tagged());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static LakeSettings settings(Path folder, LakeSettings.CatalogDatabase database) {
        return LakeSettings.of(folder.resolve("lake"), folder.resolve("spill"), database)
                .withEngine(512, 2);
    }

    static LakeSettings.CatalogDatabase newDatabase() {
        String name = "lake_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        try (var connection = Postgres.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new LakeSettings.CatalogDatabase(
                "jdbc:postgresql://localhost:" + Postgres.SERVER.getPort() + "/" + name,
                "postgres",
                "postgres");
    }

    /// A governance that tags nothing.
    static Governance noTags() {
        return new Governance() {
            @Override
            public Map<String, Set<String>> columnTags(TableName table) {
                return Map.of();
            }

            @Override
            public byte[] maskKey(String keyName) {
                throw new AssertionError("nothing is masked");
            }
        };
    }

    LakeSession session() {
        return lake.session(Principal.system("test"));
    }

    /// The rows of a query, each as the texts of its cells joined by `|`.
    static List<String> rows(LakeSession session, String sql) {
        List<String> all = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(i > 1 ? "|" : "").append(rows.getObject(i));
                }
                all.add(row.toString());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    @Override
    public void close() {
        lake.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
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
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
