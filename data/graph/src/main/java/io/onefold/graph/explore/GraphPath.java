package io.onefold.graph.explore;

import java.util.List;

/// How two nodes are connected.
///
/// @param found whether a path was found
/// @param complete whether everything in reach was looked at; false: the search gave up, and a path
///   may be there
/// @param nodes the nodes of a shortest path, in order; empty: none was found
/// @param edges the relationship of each hop, in order
public record GraphPath(
        boolean found, boolean complete, List<GraphNode> nodes, List<GraphEdge> edges) {

    public GraphPath {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }
}
