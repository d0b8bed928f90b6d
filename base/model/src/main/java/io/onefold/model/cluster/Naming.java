package io.onefold.model.cluster;

import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// The ids that clusters got, and what that changed.
///
/// @param members the records of each live id, in the order of the ids
/// @param aliases ids that lost their claim, each with the id that answers for it now
/// @param changes what happened to ids and their members; empty if nothing did
public record Naming<I extends Comparable<I>, R extends Comparable<R>>(
        SequencedMap<I, ? extends SortedSet<R>> members,
        SequencedMap<I, I> aliases,
        List<Change<I, R>> changes) {

    public Naming {
        members = Collections.unmodifiableSequencedMap(new TreeMap<>(members));
        aliases = Collections.unmodifiableSequencedMap(new TreeMap<>(aliases));
        changes = List.copyOf(changes);
    }
}
