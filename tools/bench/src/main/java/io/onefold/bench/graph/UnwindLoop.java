package io.onefold.bench.graph;

import io.onefold.catalog.BoltAddress;
import io.onefold.lake.DuckSql;
import io.onefold.lake.LakeSession;
import io.onefold.model.TableName;
import io.onefold.model.access.Principal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/// The loader that somebody writes in an afternoon: rows out of the lake, five thousand to a
/// transaction, one after the other. It compares, counts and remembers nothing.
final class UnwindLoop {

    static final String PEER = "UNWIND loop";

    private static final int BATCH = 5_000;

    private final Town town;

    UnwindLoop(Town town) {
        this.town = town;
    }

    /// Reads one row.
    private interface RowReader {
        Map<String, Object> read(ResultSet row) throws SQLException;
    }

    /// Loads all nodes and relationships.
    void load() throws SQLException {
        BoltAddress address = town.lease.neo4j();
        try (Driver driver =
                        GraphDatabase.driver(
                                address.uri(),
                                AuthTokens.basic(
                                        String.valueOf(address.user()),
                                        String.valueOf(address.password())));
                Session graph = driver.session();
                LakeSession lake = town.path.lake().session(Principal.system("bench"))) {
            for (String label : List.of("Person", "House")) {
                graph.run(
                                "CREATE CONSTRAINT IF NOT EXISTS FOR (n:"
                                        + label
                                        + ") REQUIRE n._key IS UNIQUE")
                        .consume();
            }
            send(
                    lake,
                    graph,
                    Town.PEOPLE,
                    "UNWIND $rows AS r MERGE (n:Person {_key: r.k}) SET n += r.p",
                    UnwindLoop::person);
            send(
                    lake,
                    graph,
                    Town.HOUSES,
                    "UNWIND $rows AS r MERGE (n:House {_key: r.k}) SET n += r.p",
                    UnwindLoop::house);
            for (Map.Entry<String, String> type :
                    Map.of("LIVES_IN", "house", "WORKS_IN", "office").entrySet()) {
                send(
                        lake,
                        graph,
                        Town.PEOPLE,
                        "UNWIND $rows AS r MATCH (a:Person {_key: r.f}) MATCH (b:House {_key: r.t}) MERGE (a)-[:"
                                + type.getKey()
                                + "]->(b)",
                        row ->
                                Map.of(
                                        "f", row.getString("id"),
                                        "t", row.getString(type.getValue())));
            }
        }
    }

    private static void send(
            LakeSession lake, Session graph, TableName table, String statement, RowReader reader)
            throws SQLException {
        lake.attach(table);
        try (Statement query = lake.connection().createStatement();
                ResultSet rows = query.executeQuery("select * from " + DuckSql.table(table))) {
            List<Map<String, Object>> batch = new ArrayList<>(BATCH);
            while (rows.next()) {
                batch.add(reader.read(rows));
                if (batch.size() == BATCH) {
                    write(graph, statement, batch);
                    batch.clear();
                }
            }
            write(graph, statement, batch);
        }
    }

    private static void write(Session graph, String statement, List<Map<String, Object>> batch) {
        graph.executeWriteWithoutResult(
                transaction -> transaction.run(statement, Map.of("rows", batch)).consume());
    }

    private static Map<String, Object> person(ResultSet row) throws SQLException {
        Map<String, Object> properties = new HashMap<>();
        properties.put("id", row.getLong("id"));
        properties.put("name", row.getString("name"));
        properties.put("house", row.getLong("house"));
        properties.put("office", row.getLong("office"));
        properties.put("born", row.getTimestamp("born").toInstant().atZone(ZoneOffset.UTC));
        return Map.of("k", row.getString("id"), "p", properties);
    }

    private static Map<String, Object> house(ResultSet row) throws SQLException {
        Map<String, Object> properties = new HashMap<>();
        properties.put("id", row.getLong("id"));
        properties.put("street", row.getString("street"));
        return Map.of("k", row.getString("id"), "p", properties);
    }

    /// Empties the graph.
    void clear() {
        BoltAddress address = town.lease.neo4j();
        try (Driver driver =
                        GraphDatabase.driver(
                                address.uri(),
                                AuthTokens.basic(
                                        String.valueOf(address.user()),
                                        String.valueOf(address.password())));
                Session graph = driver.session()) {
            graph.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS")
                    .consume();
        }
    }
}
