package io.onefold.scoring.calibrate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Margins with their outcomes, by rising margin.
///
/// The arrays are handed over, not copied.
record MarginSample(float[] margins, boolean[] outcomes, int frauds) {

    static MarginSample of(float[] margins, boolean[] outcomes) {
        if (margins.length != outcomes.length) {
            throw new IllegalArgumentException(
                    margins.length + " margins for " + outcomes.length + " outcomes");
        }
        int[] order =
                IntStream.range(0, margins.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> margins[i] + 0f))
                        .mapToInt(Integer::intValue)
                        .toArray();
        float[] sorted = new float[order.length];
        boolean[] sortedOutcomes = new boolean[order.length];
        int frauds = 0;
        for (int i = 0; i < order.length; i++) {
            sorted[i] = margins[order[i]] + 0f;
            if (!Float.isFinite(sorted[i])) {
                throw new IllegalArgumentException("margin " + order[i] + " is " + sorted[i]);
            }
            sortedOutcomes[i] = outcomes[order[i]];
            frauds += sortedOutcomes[i] ? 1 : 0;
        }
        return new MarginSample(sorted, sortedOutcomes, frauds);
    }

    int size() {
        return margins.length;
    }

    /// Where the run of equal margins that begins at an index ends.
    int tieEnd(int begin) {
        int end = begin + 1;
        while (end < margins.length && margins[end] == margins[begin]) {
            end++;
        }
        return end;
    }

    int fraudsBetween(int begin, int end) {
        int count = 0;
        for (int i = begin; i < end; i++) {
            count += outcomes[i] ? 1 : 0;
        }
        return count;
    }

    @Override
    public String toString() {
        return "MarginSample" + Arrays.asList(size(), frauds);
    }
}
