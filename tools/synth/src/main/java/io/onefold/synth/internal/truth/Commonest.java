package io.onefold.synth.internal.truth;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A name and how often it occurred.
record Commonest(String name, long times) {

    /// The names that occur most, ties in the order of the names.
    static List<Commonest> of(List<String> occurrences, int limit) {
        Map<String, Long> times = new TreeMap<>();
        occurrences.forEach(name -> times.merge(name, 1L, Long::sum));
        return times.entrySet().stream()
                .map(entry -> new Commonest(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Commonest::times).reversed())
                .limit(limit)
                .toList();
    }
}
