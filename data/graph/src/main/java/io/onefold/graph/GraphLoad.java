package io.onefold.graph;

import io.onefold.catalog.BoltAddress;
import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphRun;
import io.onefold.catalog.GraphSpec;
import io.onefold.catalog.RunContext;
import io.onefold.graph.internal.load.Loads;
import io.onefold.lake.Lake;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.util.Set;

/// Loads graphs: projects trusted datasets into Neo4j as a graph's mappings say, and proves that
/// they arrived.
///
/// Keys and joins are computed in the lake on clear values; properties are read under the masks of
/// principal `graph-loader`. A load compares the lake with what it sent before, sends the
/// difference, counts what the graph holds, and only then commits what it sent; a second run
/// without changes writes nothing.
public final class GraphLoad {

    /// A reader like any other, in role `graph-loader`.
    private static final Principal LOADER =
            new Principal(
                    "graph-loader", Set.of("graph-loader"), Set.of(Permission.DATA_READ), false);

    private final Loads loads;

    /// @param lake whose governance knows tags, masks and the secret `graph-keys`, which stands in
    ///   for keys that must not be seen
    /// @param address the graph server
    public GraphLoad(Catalog catalog, Lake lake, BoltAddress address) {
        this.loads = new Loads(catalog, lake, address);
    }

    /// Loads a graph.
    ///
    /// @param mode INCREMENTAL sends what changed, FULL compares with the graph itself
    /// @return what was done; a failed load is a result too, see [GraphResult#requireSucceeded]
    public GraphResult run(
            GraphSpec spec, GraphRun.Mode mode, LoadOptions options, RunContext context) {
        return loads.run(spec, mode, options, context);
    }

    /// As whom the properties of a graph are read: what this principal may see of the lake is what
    /// stands in the graph. A stage of Onefold where the graph holds clear values.
    public static Principal loader(GraphSpec spec) {
        return spec.options().maskProperties() ? LOADER : Principal.system("graph");
    }
}
