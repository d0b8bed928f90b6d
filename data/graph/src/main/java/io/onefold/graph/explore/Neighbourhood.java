package io.onefold.graph.explore;

import java.util.List;
import java.util.Objects;

/// What is near a node.
///
/// @param node the address of the node in the middle
/// @param nodes it and what is around it, nearest first
/// @param edges the relationships between them that were walked
/// @param truncated whether neighbours were left out, because there are too many
/// @param unexpanded the hubs among the nodes: shown, never walked through
public record Neighbourhood(
        String node,
        List<GraphNode> nodes,
        List<GraphEdge> edges,
        boolean truncated,
        List<Hub> unexpanded) {

    /// A node with very many neighbours.
    ///
    /// @param id its address
    /// @param degree its relationships in the whole graph
    public record Hub(String id, long degree) {
        public Hub {
            Objects.requireNonNull(id);
        }
    }

    public Neighbourhood {
        Objects.requireNonNull(node);
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        unexpanded = List.copyOf(unexpanded);
    }
}
