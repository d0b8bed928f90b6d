package io.onefold.verify.graph;

import io.onefold.catalog.BoltAddress;
import java.util.List;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Record;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/// Statements on the graph server, past all of Onefold.
record Cypher(BoltAddress address) {

    List<Record> rows(String statement) {
        return rows("neo4j", statement);
    }

    List<Record> rows(String database, String statement) {
        try (Driver driver =
                        GraphDatabase.driver(
                                address.uri(),
                                AuthTokens.basic(
                                        String.valueOf(address.user()),
                                        String.valueOf(address.password())));
                Session session = driver.session(SessionConfig.forDatabase(database))) {
            return session.run(statement).list();
        }
    }

    /// What the server names the newest transaction that wrote.
    String bookmark() {
        try (Driver driver =
                        GraphDatabase.driver(
                                address.uri(),
                                AuthTokens.basic(
                                        String.valueOf(address.user()),
                                        String.valueOf(address.password())));
                Session session = driver.session(SessionConfig.forDatabase("neo4j"))) {
            session.run("RETURN 1").consume();
            return session.lastBookmarks().toString();
        }
    }

    long count(String statement) {
        return rows(statement).getFirst().get(0).asLong();
    }
}
