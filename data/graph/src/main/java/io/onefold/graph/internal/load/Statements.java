package io.onefold.graph.internal.load;

import io.onefold.graph.internal.cypher.Cypher;
import io.onefold.graph.internal.plan.ItemName;
import io.onefold.graph.internal.plan.KeyRule;

/// The Cypher that writes and removes the nodes and relationships of an item. All statements work
/// on rows `r`; the loader sends them as a parameter, a script writes them as literals.
public final class Statements {

    private static final String KEY = KeyRule.PROPERTY;

    private Statements() {}

    /// Makes or updates nodes.
    ///
    /// @param replace whether properties that a row does not name go
    static String merge(ItemName.Label label, boolean replace) {
        return "MERGE (n:%s {%s: r.k}) SET n %s r.p"
                .formatted(Cypher.name(label.label()), KEY, replace ? "=" : "+=");
    }

    /// Makes or updates relationships.
    static String merge(ItemName.Type type, boolean keyed, boolean properties, boolean replace) {
        StringBuilder statement =
                new StringBuilder(endpoints(type))
                        .append(" MERGE (a)-[x:")
                        .append(Cypher.name(type.type()))
                        .append(keyed ? " {" + KEY + ": r.k}" : "")
                        .append("]->(b)");
        if (properties) {
            statement.append(" SET x ").append(replace ? "=" : "+=").append(" r.p");
        }
        return statement.toString();
    }

    /// Removes nodes and what hangs on them.
    static String delete(ItemName.Label label) {
        return "MATCH (n:%s {%s: r.k}) DETACH DELETE n".formatted(Cypher.name(label.label()), KEY);
    }

    /// Removes relationships.
    static String delete(ItemName.Type type, boolean keyed) {
        return endpoints(type)
                + " MATCH (a)-[x:"
                + Cypher.name(type.type())
                + "]->(b) WHERE x."
                + KEY
                + (keyed ? " = r.k" : " IS NULL")
                + " DELETE x";
    }

    /// Removes relationships that no key names, by the server's own ids.
    static String deleteStrays() {
        return "MATCH ()-[x]->() WHERE elementId(x) = r.k DELETE x";
    }

    private static String endpoints(ItemName.Type type) {
        return "MATCH (a:%s {%s: r.f}) MATCH (b:%s {%s: r.t})"
                .formatted(Cypher.name(type.from()), KEY, Cypher.name(type.to()), KEY);
    }

    /// A statement over the rows of a parameter.
    static String overParameter(String statement) {
        return "UNWIND $rows AS r " + statement;
    }

    /// The constraint that makes the keys of a label unique.
    static String constraint(ItemName.Label label) {
        return "CREATE CONSTRAINT IF NOT EXISTS FOR (n:%s) REQUIRE n.%s IS UNIQUE"
                .formatted(Cypher.name(label.label()), KEY);
    }

    /// The constraint that makes the keys of a relationship type unique.
    static String constraint(ItemName.Type type) {
        return "CREATE CONSTRAINT IF NOT EXISTS FOR ()-[x:%s]-() REQUIRE x.%s IS UNIQUE"
                .formatted(Cypher.name(type.type()), KEY);
    }
}
