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
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        this(catalog, lake, address, null);
    }

    /// @param ownServer the server at that address, if Onefold itself starts and stops it, which
    ///   bulk loads need; null: somebody else does
    public GraphLoad(
            Catalog catalog, Lake lake, BoltAddress address, @Nullable OwnServer ownServer) {
        this.loads = new Loads(catalog, lake, address, ownServer);
    }

    /// Loads a graph.
    ///
    /// @param mode INCREMENTAL sends what changed, FULL compares with the graph itself, BULK
    ///   imports files into an empty server of our own
    /// @return what was done; a failed load is a result too, see [GraphResult#requireSucceeded]
    public GraphResult run(
            GraphSpec spec, GraphRun.Mode mode, LoadOptions options, RunContext context) {
        return loads.run(spec, mode, options, context);
    }

    /// Runs a script that a load wrote, on whatever the graph holds.
    ///
    /// @return what was done; a failed replay is a result too
    /// @throws io.onefold.model.OnefoldException (FORBIDDEN) without permission `graph_admin`,
    ///   (NOT_FOUND) when there is no such file, (CONFLICT) when it was changed since it was
    ///   written
    public GraphResult replay(Path script, RunContext context) {
        return loads.replay(script, context);
    }

    /// Removes every node and relationship of the graph's database, in batches. Audited, refusals
    /// too.
    ///
    /// @throws io.onefold.model.OnefoldException (FORBIDDEN) without permission `graph_admin`,
    ///   (INVALID_INPUT) when the confirmed name is not the database's, (CONFLICT) when there are
    ///   nodes that Onefold did not make and they are not to go
    public void clear(LoadOptions.Clear wanted, RunContext context) {
        loads.clear(wanted, context);
    }

    /// As whom the properties of a graph are read: what this principal may see of the lake is what
    /// stands in the graph. A stage of Onefold where the graph holds clear values.
    public static Principal loader(GraphSpec spec) {
        return spec.options().maskProperties() ? LOADER : Principal.system("graph");
    }
}
