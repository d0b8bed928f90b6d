package io.onefold.graph.explore;

import io.onefold.graph.internal.cypher.Cypher;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.neo4j.driver.Record;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Value;

/// Finds nodes by their address and draws nodes and relationships as a reader may see them.
final class Picture {

    private static final String NODES =
            """
            UNWIND $ids AS id
            MATCH (n) WHERE elementId(n) = id
            RETURN id, labels(n) AS labels, n._key AS key, properties(n) AS properties,
              COUNT { (n)--() } AS degree
            """;

    private static final String EDGES =
            """
            UNWIND $ids AS id
            MATCH (a)-[r]->(b) WHERE elementId(r) = id
            RETURN id, type(r) AS type, elementId(a) AS from, elementId(b) AS to,
              properties(r) AS properties
            """;

    private final Transaction transaction;
    private final Labels labels;
    private final ReaderMasks masks;
    private final Map<String, GraphNode> drawn = new LinkedHashMap<>();

    Picture(Transaction transaction, Labels labels, ReaderMasks masks) {
        this.transaction = transaction;
        this.labels = labels;
        this.masks = masks;
    }

    /// The server's id of a node.
    ///
    /// @throws OnefoldException (NOT_FOUND) if there is none, (FORBIDDEN) if the reader asks by a
    ///   key that they may not see
    String find(Address address) {
        String match = "MATCH (n:" + Cypher.name(address.label());
        Optional<Record> found;
        if (address.byId()) {
            found =
                    first(
                            match + ") WHERE elementId(n) = $key AND n._key IS NOT NULL",
                            address.elementId());
        } else if (masks.seesKey(address.label())) {
            found = first(match + " {_key: $key})", address.key());
        } else {
            throw new OnefoldException(
                    ErrorCode.FORBIDDEN,
                    "the key of label "
                            + address.label()
                            + " is hidden from you, so it cannot be searched for; open the node from a"
                            + " neighbour, by the address given there");
        }
        return found.map(row -> row.get("id").asString())
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.NOT_FOUND,
                                        "the graph has no such node of label "
                                                + address.label()
                                                + "; look it up by a query, or load the graph again"));
    }

    /// Draws nodes, in the order given.
    List<GraphNode> nodes(Collection<String> ids) {
        transaction
                .run(NODES, Map.of("ids", List.copyOf(ids)))
                .forEachRemaining(row -> drawn.put(row.get("id").asString(), node(row)));
        return ids.stream().map(drawn::get).filter(Objects::nonNull).toList();
    }

    /// Draws relationships between nodes that are drawn, in the order given.
    List<GraphEdge> edges(Collection<String> ids) {
        Map<String, GraphEdge> edges = new LinkedHashMap<>();
        transaction
                .run(EDGES, Map.of("ids", List.copyOf(ids)))
                .forEachRemaining(
                        row -> edge(row).ifPresent(e -> edges.put(row.get("id").asString(), e)));
        List<GraphEdge> ordered = new ArrayList<>();
        for (String id : ids) {
            GraphEdge edge = edges.get(id);
            if (edge != null) {
                ordered.add(edge);
            }
        }
        return ordered;
    }

    private Optional<Record> first(String match, String key) {
        return transaction
                .run(match + " RETURN elementId(n) AS id LIMIT 1", Map.of("key", key))
                .list()
                .stream()
                .findFirst();
    }

    private GraphNode node(Record row) {
        String label = labels.known(row.get("labels").asList(Value::asString));
        String id =
                masks.seesKey(label)
                        ? Address.of(label, row.get("key").asString())
                        : Address.ofHidden(label, row.get("id").asString());
        long degree = row.get("degree").asLong();
        ReaderMasks.Shown shown = masks.node(label, row.get("properties").asMap());
        return new GraphNode(
                id, label, degree, labels.isHub(label, degree), shown.values(), shown.hidden());
    }

    private Optional<GraphEdge> edge(Record row) {
        GraphNode from = drawn.get(row.get("from").asString());
        GraphNode to = drawn.get(row.get("to").asString());
        if (from == null || to == null) {
            return Optional.empty();
        }
        String type = row.get("type").asString();
        ReaderMasks.Shown shown =
                masks.edge(type, from.label(), to.label(), row.get("properties").asMap());
        return Optional.of(
                new GraphEdge(
                        row.get("id").asString(),
                        type,
                        from.id(),
                        to.id(),
                        shown.values(),
                        shown.hidden()));
    }
}
