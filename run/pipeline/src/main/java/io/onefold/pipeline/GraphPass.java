package io.onefold.pipeline;

import io.onefold.catalog.GraphRun;
import io.onefold.catalog.GraphSpec;
import io.onefold.catalog.RunContext;
import io.onefold.graph.GraphResult;
import io.onefold.graph.LoadOptions;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Status;

/// Takes a graph to what the lake says, then finds the rings in it. Whoever loads a graph, a
/// workflow or a person, leaves both alike.
public final class GraphPass {

    private final DataPath path;

    GraphPass(DataPath path) {
        this.path = path;
    }

    /// Loads a graph, and computes its rings and features unless they stand already.
    ///
    /// @return what was done; rings that fail make it a failed result
    public GraphResult run(
            GraphSpec spec, GraphRun.Mode mode, LoadOptions options, RunContext context) {
        GraphResult loaded = path.graphLoad().run(spec, mode, options, context);
        if (loaded.status() == Status.SUCCEEDED && !spec.identifiers().isEmpty()) {
            try {
                path.rings().compute(spec, null, context);
            } catch (RuntimeException e) {
                return failed(loaded, Defects.known(e));
            }
        }
        return loaded;
    }

    private static GraphResult failed(GraphResult loaded, OnefoldException failure) {
        return new GraphResult(
                loaded.runId(),
                loaded.graph(),
                loaded.mode(),
                Status.FAILED,
                loaded.items(),
                loaded.script(),
                failure);
    }
}
