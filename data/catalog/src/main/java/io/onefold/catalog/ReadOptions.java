package io.onefold.catalog;

import java.util.Map;
import java.util.Objects;

/// How manifests are read.
///
/// @param recursive whether the folders below a folder are read too
/// @param workspace the workspace of manifests that name none
/// @param variables values of `${NAME}` that win over the settings
/// @param closed whether everything referred to must be among the files, instead of in the catalog
public record ReadOptions(
        boolean recursive, String workspace, Map<String, String> variables, boolean closed) {

    /// One folder, workspace `public`, nothing set.
    public static final ReadOptions DEFAULT = new ReadOptions(false, "public", Map.of(), false);

    public ReadOptions {
        Objects.requireNonNull(workspace);
        variables = Map.copyOf(variables);
    }
}
