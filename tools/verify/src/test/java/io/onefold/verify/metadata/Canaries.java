package io.onefold.verify.metadata;

import io.onefold.catalog.JdbcAddress;
import io.onefold.lake.LakeSession;
import io.onefold.model.access.Principal;
import io.onefold.verify.command.GraphContents;
import io.onefold.verify.command.Install;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Values that begin with a mark which occurs nowhere else, and the search for that mark in
/// everything that Onefold keeps: bytes of files, decoded Parquet, the graph, the control database.
///
/// @param mark what every value begins with
record Canaries(String mark) {

    /// The places that hold a canary. The silo's own database is not looked at.
    Set<String> places(Install onefold) {
        Set<String> places = new TreeSet<>();
        files(onefold, places);
        parquet(onefold, places);
        if (GraphContents.of(onefold.lease().neo4j()).lines().stream()
                .anyMatch(line -> line.contains(mark))) {
            places.add("graph");
        }
        control(onefold, places);
        return places;
    }

    private void files(Install onefold, Set<String> places) {
        Path parts = onefold.var().resolve("parts");
        try (Stream<Path> files = Files.walk(onefold.var())) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(parts) || file.toString().endsWith(".log"))
                    .filter(this::holdsMark)
                    .forEach(file -> places.add("file " + onefold.var().relativize(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean holdsMark(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void parquet(Install onefold, Set<String> places) {
        try (Stream<Path> files = Files.walk(onefold.var().resolve("lake"));
                LakeSession session = onefold.path().lake().session(Principal.system("verify"));
                Statement statement = session.connection().createStatement()) {
            for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
                String rows =
                        "select count(*) from read_parquet('"
                                + file
                                + "') r where contains(r::varchar, '"
                                + mark
                                + "')";
                if (count(statement, rows) > 0) {
                    places.add("decoded " + onefold.var().relativize(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void control(Install onefold, Set<String> places) {
        JdbcAddress control = onefold.path().connections().control();
        try (Connection connection =
                        DriverManager.getConnection(control.url(), control.properties());
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                if (count(
                                statement,
                                "select count(*) from "
                                        + table
                                        + " r where position('"
                                        + mark
                                        + "' in r::text) > 0")
                        > 0) {
                    places.add("control " + table);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery(
                        """
                        select format('%I.%I', table_schema, table_name)
                        from information_schema.tables
                        where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
                        """)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static long count(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
