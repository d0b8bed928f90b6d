package io.onefold.graph.query;

import io.onefold.model.access.Principal;

/// As whom a graph is loaded: what this principal may see of the lake is what stands in the graph.
@FunctionalInterface
public interface GraphLoader {

    /// A stage of Onefold where the graph holds clear values.
    Principal of(String graph);
}
