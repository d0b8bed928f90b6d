package io.onefold.graph.explore;

import java.util.List;
import java.util.Map;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;

/// A relationship that was walked from a node to its neighbour, by the server's ids.
///
/// @param from the node that was expanded
/// @param edge the relationship
/// @param to the neighbour
/// @param label the neighbour's label; empty: it is none of the graph's
/// @param degree the neighbour's relationships
record Step(String from, String edge, String to, String label, long degree) {

    /// Walks from nodes to their neighbours.
    ///
    /// @param types a pattern of relationship types, such as `:A|B`; empty: all
    /// @param each neighbours of each node
    /// @param rows steps altogether
    static List<Step> from(
            Transaction transaction,
            List<String> ids,
            String types,
            int each,
            int rows,
            Labels labels) {
        String cypher =
                """
                UNWIND $ids AS id
                MATCH (n) WHERE elementId(n) = id
                CALL (n) {
                  MATCH (n)-[r%s]-(m) WHERE m._key IS NOT NULL
                  RETURN r, m LIMIT $each
                }
                RETURN id, elementId(r) AS edge, elementId(m) AS to, labels(m) AS labels,
                  COUNT { (m)--() } AS degree
                LIMIT $rows
                """
                        .formatted(types);
        Map<String, Object> parameters = Map.of("ids", ids, "each", each, "rows", rows);
        return transaction.run(cypher, parameters).list(row -> of(row, labels));
    }

    private static Step of(Record row, Labels labels) {
        return new Step(
                row.get("id").asString(),
                row.get("edge").asString(),
                row.get("to").asString(),
                labels.known(row.get("labels").asList(Value::asString)),
                row.get("degree").asLong());
    }

    boolean isHub(Labels labels) {
        return labels.isHub(label, degree);
    }
}
