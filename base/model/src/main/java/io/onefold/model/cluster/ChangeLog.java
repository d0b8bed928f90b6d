package io.onefold.model.cluster;

import io.onefold.model.cluster.Change.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The differences between the members that ids had and those they have now.
final class ChangeLog<I extends Comparable<I>, R extends Comparable<R>> {

    private final Collection<I> liveIds;
    private final Map<I, TreeSet<R>> before = new HashMap<>();

    ChangeLog(Map<R, I> lastIdOf, Collection<I> liveIds) {
        this.liveIds = liveIds;
        lastIdOf.forEach(
                (record, id) -> before.computeIfAbsent(id, k -> new TreeSet<>()).add(record));
    }

    List<Change<I, R>> changes(SortedMap<I, ? extends Set<R>> after, Map<I, I> aliases) {
        TreeMap<I, TreeSet<I>> absorbed = new TreeMap<>();
        aliases.forEach(
                (alias, winner) ->
                        absorbed.computeIfAbsent(winner, k -> new TreeSet<>()).add(alias));
        Map<R, I> idNow = new HashMap<>();
        after.forEach((id, members) -> members.forEach(member -> idNow.put(member, id)));

        TreeSet<I> ids = new TreeSet<>(liveIds);
        ids.addAll(after.keySet());
        List<Change<I, R>> changes = new ArrayList<>();
        for (I id : ids) {
            Set<R> now = after.containsKey(id) ? after.get(id) : Set.of();
            if (!now.equals(membersBefore(id))
                    || !liveIds.contains(id)
                    || absorbed.containsKey(id)) {
                changes.add(
                        change(
                                id,
                                now,
                                absorbed.getOrDefault(id, new TreeSet<>()),
                                idNow,
                                aliases));
            }
        }
        return changes;
    }

    private Change<I, R> change(
            I id, Set<R> now, Set<I> absorbed, Map<R, I> idNow, Map<I, I> aliases) {
        Set<R> had = membersBefore(id);
        Set<I> wentTo = new TreeSet<>();
        for (R member : had) {
            I holder = idNow.get(member);
            if (holder != null && !holder.equals(id)) {
                wentTo.add(holder);
            }
        }
        if (!before.containsKey(id)) {
            return new Change<>(Kind.CREATED, id, absorbed, Set.of(), now);
        }
        if (now.isEmpty()) {
            I winner = aliases.get(id);
            return new Change<>(
                    Kind.RETIRED, id, winner == null ? Set.of() : Set.of(winner), had, now);
        }
        if (!liveIds.contains(id)) {
            return new Change<>(Kind.RESTORED, id, absorbed, Set.of(), now);
        }
        if (!absorbed.isEmpty()) {
            return new Change<>(Kind.MERGED, id, absorbed, had, now);
        }
        return new Change<>(wentTo.isEmpty() ? Kind.MOVED : Kind.SPLIT, id, wentTo, had, now);
    }

    private Set<R> membersBefore(I id) {
        return before.getOrDefault(id, new TreeSet<>());
    }
}
