package io.onefold.graph.internal.plan;

import io.onefold.model.DatasetName;

/// Where the planner finds the datasets of a graph.
@FunctionalInterface
public interface Relations {

    /// A dataset, pinned for the whole run.
    ///
    /// @throws io.onefold.model.OnefoldException (NOT_FOUND) if it is not in the lake
    Relation open(DatasetName dataset);
}
