package io.onefold.cli.internal.graph;

import io.onefold.graph.LoadOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--confirm` and `--include-foreign`: what emptying a graph database needs.
final class ClearOptions {

    @Option(
            names = "--confirm",
            paramLabel = "DATABASE",
            description = "the name of the database that is to be emptied, for example neo4j")
    private @Nullable String confirm;

    @Option(
            names = "--include-foreign",
            description = "remove nodes that Onefold did not make (without _key) too")
    private boolean includeForeign;

    /// The wish, as far as it was confirmed; an unconfirmed one is refused by the loader, and that
    /// is audited.
    LoadOptions.Clear wanted() {
        return new LoadOptions.Clear(confirm == null ? "" : confirm, includeForeign);
    }
}
