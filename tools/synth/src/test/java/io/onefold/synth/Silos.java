package io.onefold.synth;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/// A generated folder, loaded into a real PostgreSQL in a schema of each silo's name.
final class Silos implements AutoCloseable {

    static final Map<String, List<String>> TABLES =
            Map.of(
                    "profiles_db", List.of("plans", "accounts", "payment_methods", "subscriptions"),
                    "streaming_db", List.of("media_content", "play_events"),
                    "support_db", List.of("ticket_tags", "tickets", "ticket_tag_link"));

    private final EmbeddedPostgres postgres;
    private final Connection connection;

    Silos() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        connection = postgres.getPostgresDatabase().getConnection();
    }

    void load(GeneratedFolder folder, boolean csv) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            for (String silo : List.of("profiles_db", "streaming_db", "support_db")) {
                statement.execute("drop schema if exists " + silo + " cascade");
                statement.execute("create schema " + silo);
                statement.execute("set search_path to " + silo);
                statement.execute(folder.text(silo + "_schema.sql"));
                if (csv) {
                    for (String table : TABLES.getOrDefault(silo, List.of())) {
                        copy(table, folder.path().resolve(silo + "_" + table + ".csv"));
                    }
                } else {
                    statement.execute(folder.text(silo + "_sample_data.sql"));
                }
            }
            statement.execute("set search_path to profiles_db, streaming_db, support_db");
            statement.execute("set time zone 'UTC'");
        }
    }

    private void copy(String table, Path file) throws SQLException, IOException {
        try (Reader rows = Files.newBufferedReader(file)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin with (format csv, header)", rows);
        }
    }

    /// All values of the result as text, row by row.
    List<String> strings(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    values.add(rows.getString(i));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalArgumentException(sql, e);
        }
    }

    long number(String sql) {
        return Long.parseLong(strings(sql).getFirst());
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        postgres.close();
    }
}
