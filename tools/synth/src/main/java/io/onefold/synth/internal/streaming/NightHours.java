package io.onefold.synth.internal.streaming;

import java.util.stream.IntStream;

/// Deals the counts 0 to 6 to the UTC hours 0 to 6.
///
/// An event exactly 30 days before a midnight falls into hour 0 whatever we wish, so the hours that
/// hold boundary events choose first; the others take the rest in order.
final class NightHours {

    static final int HOURS = 7;

    private NightHours() {}

    /// @param taken events that already stand in each hour, at most two hours not 0
    /// @return a permutation of 0 to 6, nowhere less than `taken`
    static int[] counts(int[] taken) {
        boolean[] dealt = new boolean[HOURS];
        int[] counts = new int[HOURS];
        int[] order =
                IntStream.range(0, HOURS)
                        .boxed()
                        .sorted((a, b) -> taken[a] == taken[b] ? a - b : taken[b] - taken[a])
                        .mapToInt(Integer::intValue)
                        .toArray();
        for (int hour : order) {
            int count = taken[hour];
            while (dealt[count]) {
                count++;
            }
            dealt[count] = true;
            counts[hour] = count;
        }
        return counts;
    }
}
