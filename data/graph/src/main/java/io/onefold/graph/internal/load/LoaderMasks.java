package io.onefold.graph.internal.load;

import io.onefold.lake.LakeSession;
import io.onefold.lake.LakeTable;
import io.onefold.model.access.Principal;
import java.util.Map;

/// What the loader may see: properties are read under the masks of a principal of their own,
/// because everybody who reaches the graph server sees all of it.
final class LoaderMasks {

    /// The name of the secret under which masked keys are pseudonymised.
    private static final String KEY_NAME = "graph-keys";

    private final LakeSession session;
    private final Principal loader;

    /// @param loader as whom properties are read
    LoaderMasks(LakeSession session, Principal loader) {
        this.session = session;
        this.loader = loader;
    }

    /// The columns that the loader may not see clear, each with the expression it may see.
    Map<String, String> of(LakeTable table) {
        return session.maskedColumns(table, loader);
    }

    /// What stands for a key that the loader may not see, as an expression.
    String pseudonym(String text) {
        return session.hmac(KEY_NAME, text);
    }
}
