package io.onefold.model.cluster;

import java.util.Set;

/// Something that happened to an id between two namings.
///
/// @param kind what happened
/// @param id the id it happened to
/// @param related the other ids involved: those merged into it, or those its members went to
/// @param before its members before, empty if it had none
/// @param after its members now, empty if it has none
public record Change<I, R>(Kind kind, I id, Set<I> related, Set<R> before, Set<R> after) {

    /// What can happen to an id.
    public enum Kind {
        /// Minted for a cluster that no id claimed.
        CREATED,
        /// Won a cluster that other ids claimed too; they are its aliases now.
        MERGED,
        /// Lost members to other clusters, and kept the rest.
        SPLIT,
        /// Has no members any more.
        RETIRED,
        /// Has members again.
        RESTORED,
        /// Gained or lost records without any other id winning or losing.
        MOVED
    }

    public Change {
        related = Set.copyOf(related);
        before = Set.copyOf(before);
        after = Set.copyOf(after);
    }
}
