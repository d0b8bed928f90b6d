package io.onefold.lake.internal.iceberg;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The spelling that a user probably meant.
public final class Nearest {

    private Nearest() {}

    /// The candidate with the fewest edits (insert, delete, replace; case does not count), if it
    /// needs no more edits than half the name's length.
    public static Optional<String> to(String name, Collection<String> candidates) {
        String low = name.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .min(
                        Comparator.<String>comparingInt(c -> edits(low, c.toLowerCase(Locale.ROOT)))
                                .thenComparing(Comparator.naturalOrder()))
                .filter(
                        c ->
                                edits(low, c.toLowerCase(Locale.ROOT))
                                        <= Math.max(1, name.length() / 2));
    }

    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
