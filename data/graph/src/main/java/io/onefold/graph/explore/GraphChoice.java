package io.onefold.graph.explore;

import io.onefold.catalog.Catalog;
import io.onefold.catalog.GraphSpec;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which graph is meant.
final class GraphChoice {

    private GraphChoice() {}

    /// @param name null: the only one there is
    static GraphSpec of(Catalog catalog, @Nullable String name) {
        if (name != null) {
            return catalog.graph(name);
        }
        List<String> graphs = catalog.graphs();
        if (graphs.size() == 1) {
            return catalog.graph(graphs.getFirst());
        }
        throw new OnefoldException(
                graphs.isEmpty() ? ErrorCode.NOT_FOUND : ErrorCode.INVALID_INPUT,
                graphs.isEmpty()
                        ? "there is no graph; apply a manifest of type graph first"
                        : "there are several graphs; name one of " + graphs);
    }
}
