package io.onefold.graph.internal.load;

import io.onefold.graph.internal.bolt.Bolt;
import io.onefold.model.OnefoldException;
import java.util.Map;

/// What the server tells of the database that a connection leads to.
final class Databases {

    private Databases() {}

    /// The identity of the database, which a new or imported one does not share; empty for a server
    /// that does not tell.
    static String identity(Bolt bolt) {
        try {
            return bolt.read("CALL db.info() YIELD id RETURN id", Map.of())
                    .getFirst()
                    .get("id")
                    .asString();
        } catch (OnefoldException e) {
            return "";
        }
    }

    /// The database's name.
    static String name(Bolt bolt) {
        return bolt.read("CALL db.info() YIELD name RETURN name", Map.of())
                .getFirst()
                .get("name")
                .asString();
    }
}
