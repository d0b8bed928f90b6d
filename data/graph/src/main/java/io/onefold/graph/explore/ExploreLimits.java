package io.onefold.graph.explore;

import java.time.Duration;
import java.util.Objects;

/// How far one look into a graph may reach.
///
/// @param nodesMax nodes of one neighbourhood
/// @param depthMax how many hops a neighbourhood reaches
/// @param hopsMax how many hops a path has
/// @param eachMax neighbours shown of every node but the one that was asked for
/// @param hubAbove degree beyond which a node is shown but not expanded, for labels of which the
///   graph's manifest says nothing
/// @param visitedMax nodes that the search for a path looks at before it gives up
/// @param timeout after which the graph server stops a look
public record ExploreLimits(
        int nodesMax,
        int depthMax,
        int hopsMax,
        int eachMax,
        int hubAbove,
        int visitedMax,
        Duration timeout) {

    /// 300 nodes within 3 hops, paths of 6 hops, 25 neighbours of each node, hubs above 100
    /// neighbours, 20,000 nodes on the search for a path, 5 seconds.
    public static final ExploreLimits DEFAULT =
            new ExploreLimits(300, 3, 6, 25, 100, 20_000, Duration.ofSeconds(5));

    public ExploreLimits {
        Objects.requireNonNull(timeout);
        if (Math.min(Math.min(nodesMax, depthMax), Math.min(hopsMax, eachMax)) < 1
                || Math.min(hubAbove, visitedMax) < 1
                || !timeout.isPositive()) {
            throw new IllegalArgumentException("limits below 1 let nothing through");
        }
    }
}
