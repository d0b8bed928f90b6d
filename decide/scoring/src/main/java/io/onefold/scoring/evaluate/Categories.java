package io.onefold.scoring.evaluate;

import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeatureSet;
import io.onefold.scoring.feature.FrozenDictionary;
import io.onefold.scoring.feature.Payment;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The words of categories as a training sees them: fitted to the payments that a model learns from
/// and to no later ones, then frozen in the model. A word that is rare, or that comes up later, is
/// unknown, in training as in serving.
public final class Categories {

    /// Words that come up less often teach nothing.
    private static final int TIMES_LEAST = 10;

    /// Words that a dictionary holds at most, the most frequent ones.
    private static final int WORDS_MOST = 1_000;

    /// Different words that are counted at most; a field with more is no category.
    private static final int COUNTED_MOST = 100_000;

    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
    private final Map<String, Integer> slots = new HashMap<>();

    private Categories() {}

    /// The dictionaries of a set's categories; empty when it has none, and then nothing is read.
    ///
    /// @param catalogue that the set's features stand in
    /// @param from the first event time that is learned from
    /// @param to the event time that is not learned from any more
    public static Map<String, FrozenDictionary> fit(
            PaymentHistory history,
            FeatureCatalogue catalogue,
            FeatureSet features,
            Instant from,
            Instant to) {
        Categories categories = new Categories();
        for (String name : features.names()) {
            catalogue
                    .require(name)
                    .categorySlot()
                    .ifPresent(
                            slot -> {
                                categories.slots.put(name, slot);
                                categories.counts.put(name, new HashMap<>());
                            });
        }
        if (!categories.slots.isEmpty()) {
            history.read(
                    catalogue.requestFields(),
                    from,
                    to,
                    row -> {
                        if (row.wanted()) {
                            categories.count(row.payment());
                        }
                    });
        }
        return categories.dictionaries();
    }

    private void count(Payment payment) {
        slots.forEach(
                (name, slot) -> {
                    String word = payment.word(slot);
                    Map<String, Integer> words = Objects.requireNonNull(counts.get(name));
                    if (word != null && (words.size() < COUNTED_MOST || words.containsKey(word))) {
                        words.merge(word, 1, Integer::sum);
                    }
                });
    }

    private Map<String, FrozenDictionary> dictionaries() {
        Map<String, FrozenDictionary> dictionaries = new HashMap<>();
        counts.forEach((name, words) -> dictionaries.put(name, new FrozenDictionary(kept(words))));
        return dictionaries;
    }

    /// In an order that does not depend on the history's.
    private static List<String> kept(Map<String, Integer> words) {
        return words.entrySet().stream()
                .filter(word -> word.getValue() >= TIMES_LEAST)
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(WORDS_MOST)
                .map(Map.Entry::getKey)
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
