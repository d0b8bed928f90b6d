package io.onefold.model.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The rule by which a cluster that is computed anew keeps the id it had.
/// 1. Each known id claims the new cluster that holds most of its members; ties go to the cluster
///    with the oldest of those records.
/// 2. Of several claims on a cluster the id with most members there wins; ties go to the oldest id.
///    The losers become aliases of the winner.
/// 3. Unclaimed clusters mint ids in order of their smallest record. Ids are never reused; an id
///    without members is retired, and is restored when its records return.
///
/// The result depends on the sets alone, never on the order in which they are given. Time is O(n
/// log n) in the number of records.
///
/// @param <I> the id; its natural order is its age, oldest first
/// @param <R> the record key; its natural order is the record's age, oldest first
public final class ClaimRule<I extends Comparable<I>, R extends Comparable<R>> {

    private final Map<R, I> lastIdOf;
    private final Collection<I> liveIds;
    private final Supplier<I> mint;

    /// @param lastIdOf the id each record had last, also for records that are gone now
    /// @param liveIds the ids that have members today, aliases and retired ones left out
    /// @param mint gives an id that was never used before, younger than all others
    public ClaimRule(Map<R, I> lastIdOf, Collection<I> liveIds, Supplier<I> mint) {
        this.lastIdOf = lastIdOf;
        this.liveIds = new TreeSet<>(liveIds);
        this.mint = mint;
    }

    /// Names the clusters.
    ///
    /// @param clusters disjoint, non-empty groups of records
    /// @return the clusters with their ids, and what changed, both in the order of the ids
    public Naming<I, R> name(Collection<? extends Collection<R>> clusters) {
        List<SortedSet<R>> groups = new ArrayList<>();
        for (Collection<R> cluster : clusters) {
            groups.add(new TreeSet<>(cluster));
        }
        groups.sort(Comparator.comparing(SortedSet::first));
        Map<I, SortedMap<Integer, SortedSet<R>>> presence = presence(groups);
        Map<I, Integer> claims = claims(presence);
        Map<Integer, I> winners = winners(claims, presence);

        TreeMap<I, SortedSet<R>> named = new TreeMap<>();
        for (int i = 0; i < groups.size(); i++) {
            I winner = winners.get(i);
            named.put(winner == null ? mint.get() : winner, groups.get(i));
        }
        TreeMap<I, I> aliases = new TreeMap<>();
        claims.forEach(
                (id, group) -> {
                    I winner = winners.get(group);
                    if (winner != null && !winner.equals(id)) {
                        aliases.put(id, winner);
                    }
                });
        return new Naming<>(
                named, aliases, new ChangeLog<>(lastIdOf, liveIds).changes(named, aliases));
    }

    /// For each known id, the groups its records are in now, with those records.
    private Map<I, SortedMap<Integer, SortedSet<R>>> presence(List<SortedSet<R>> groups) {
        Map<I, SortedMap<Integer, SortedSet<R>>> presence = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            for (R member : groups.get(i)) {
                I id = lastIdOf.get(member);
                if (id != null) {
                    presence.computeIfAbsent(id, k -> new TreeMap<>())
                            .computeIfAbsent(i, k -> new TreeSet<>())
                            .add(member);
                }
            }
        }
        return presence;
    }

    private Map<I, Integer> claims(Map<I, SortedMap<Integer, SortedSet<R>>> presence) {
        Map<I, Integer> claims = new HashMap<>();
        presence.forEach(
                (id, groups) ->
                        claims.put(
                                id,
                                groups.entrySet().stream()
                                        .max(
                                                Comparator.comparingInt(
                                                                (Map.Entry<Integer, SortedSet<R>>
                                                                                e) ->
                                                                        e.getValue().size())
                                                        .thenComparing(
                                                                e -> e.getValue().first(),
                                                                Comparator.reverseOrder()))
                                        .orElseThrow()
                                        .getKey()));
        return claims;
    }

    private Map<Integer, I> winners(
            Map<I, Integer> claims, Map<I, SortedMap<Integer, SortedSet<R>>> presence) {
        Map<Integer, I> winners = new HashMap<>();
        claims.forEach(
                (id, group) ->
                        winners.merge(
                                group, id, (one, other) -> stronger(one, other, group, presence)));
        return winners;
    }

    private I stronger(
            I one, I other, Integer group, Map<I, SortedMap<Integer, SortedSet<R>>> presence) {
        int bySize = Integer.compare(held(presence, one, group), held(presence, other, group));
        if (bySize != 0) {
            return bySize > 0 ? one : other;
        }
        return one.compareTo(other) < 0 ? one : other;
    }

    private int held(Map<I, SortedMap<Integer, SortedSet<R>>> presence, I id, Integer group) {
        @Nullable SortedMap<Integer, SortedSet<R>> groups = presence.get(id);
        @Nullable SortedSet<R> members = groups == null ? null : groups.get(group);
        return members == null ? 0 : members.size();
    }
}
