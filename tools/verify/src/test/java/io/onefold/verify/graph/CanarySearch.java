package io.onefold.verify.graph;

import io.onefold.lake.DuckSql;
import io.onefold.lake.LakeSession;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.neo4j.driver.Record;

/// Looks for values that must be nowhere, in every place that Onefold writes to.
final class CanarySearch {

    private final Customer360 installation;
    private final List<String> canaries;
    private final AtomicInteger looked = new AtomicInteger();

    CanarySearch(Customer360 installation, List<String> canaries) {
        this.installation = installation;
        this.canaries = List.copyOf(canaries);
    }

    /// How many tables, files and kinds of nodes were searched.
    int looked() {
        return looked.get();
    }

    List<String> inGraph() {
        List<String> found = new ArrayList<>();
        for (String pattern : List.of("(x)", "()-[x]->()")) {
            for (Record row :
                    installation.cypher().rows("MATCH " + pattern + " RETURN properties(x) AS p")) {
                note("the graph", row.get("p").asMap().toString(), found);
            }
        }
        return found;
    }

    /// Dead letters, runs, scripts, audit, manifests: every table of the control database.
    List<String> inControlDatabase() {
        List<String> found = new ArrayList<>();
        for (String table :
                installation
                        .control()
                        .rows(
                                "select format('%I.%I', table_schema, table_name) from information_schema.tables"
                                        + " where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')")) {
            note(
                    table,
                    String.join(
                            "\n",
                            installation.control().rows("select t::text from " + table + " t")),
                    found);
        }
        return found;
    }

    /// Every table of the lake, as a stage reads it.
    List<String> inLake() {
        String any =
                canaries.stream().map(DuckSql::text).collect(Collectors.joining(", ", "[", "]"));
        List<String> found = new ArrayList<>();
        try (LakeSession session = installation.path.lake().session(Principal.system("verify"));
                Statement statement = session.connection().createStatement()) {
            for (TableName table : installation.path.lake().list("")) {
                session.attach(table);
                looked.incrementAndGet();
                try (ResultSet rows =
                        statement.executeQuery(
                                "select count(*) from "
                                        + DuckSql.table(table)
                                        + " t where len(list_filter("
                                        + any
                                        + ", lambda c: contains(t::VARCHAR, c))) > 0")) {
                    rows.next();
                    if (rows.getLong(1) > 0) {
                        found.add(table.toString());
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    /// Scripts, import files, landing files, logs, the graph server's own files: all but the silos.
    /// Lock files are left alone: reading one would give up the locks of this process.
    List<String> inFiles() {
        List<String> found = new ArrayList<>();
        Path silos = installation.var().resolve("parts").resolve("postgres");
        try (Stream<Path> files = Files.walk(installation.var())) {
            files.filter(file -> Files.isRegularFile(file) && !file.startsWith(silos))
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .forEach(
                            file -> {
                                try {
                                    note(
                                            file.toString(),
                                            Files.readString(file, StandardCharsets.ISO_8859_1),
                                            found);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private void note(String place, String text, List<String> found) {
        looked.incrementAndGet();
        if (canaries.stream().anyMatch(text::contains)) {
            found.add(place);
        }
    }
}
