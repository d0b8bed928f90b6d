package io.onefold.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds what somebody probably meant to write.
public final class Spelling {

    private Spelling() {}

    /// The known word nearest to a misspelt one, if one is near: at most a third of its letters
    /// differ (two at least).
    public static Optional<String> nearest(String word, Collection<String> known) {
        int farthest = Math.max(2, word.length() / 3);
        return known.stream()
                .filter(other -> distance(word, other) <= farthest)
                .min(
                        Comparator.comparingInt((String other) -> distance(word, other))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /// A clause for a message, for example `; did you mean 'email'?`, empty when nothing is near.
    public static String didYouMean(String word, Collection<String> known) {
        return nearest(word, known).map(near -> "; did you mean '" + near + "'?").orElse("");
    }

    /// How many letters must be inserted, removed or replaced, upper and lower case being equal
    /// (Levenshtein 1966).
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
