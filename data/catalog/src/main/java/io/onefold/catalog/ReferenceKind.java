package io.onefold.catalog;

import java.util.Locale;

/// What a manifest can refer to.
public enum ReferenceKind {
    /// A source, by its manifest's name.
    SOURCE,
    /// A table of a source, as `source.table`.
    DATASET,
    /// A graph, by its manifest's name.
    GRAPH,
    /// A role, by its name.
    ROLE;

    /// As messages spell it.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
