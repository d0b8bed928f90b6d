package io.onefold.bench.scoring;

import io.onefold.bench.report.Figure;
import io.onefold.bench.report.HeapPeak;

/// Two ways to answer for one row.
///
/// @param measure what is measured
/// @param peer what ours stands beside
/// @param rows how many are measured
/// @param percentLeast of the peer's rate that is asked for
/// @param ours answers a row, by its number
/// @param theirs the same by the peer
record Contest(
        String measure, String peer, int rows, int percentLeast, Answer ours, Answer theirs) {

    private static final int WARM_ONE_IN = 4;

    /// Answers for a row.
    @FunctionalInterface
    interface Answer {
        double of(int row) throws Exception;
    }

    /// Lets both see the rows, unmeasured.
    void warm() throws Exception {
        seconds(ours, rows);
        seconds(theirs, rows / WARM_ONE_IN);
    }

    Figure measured(boolean peerFirst) throws Exception {
        double before = peerFirst ? seconds(theirs, rows) : 0;
        double seconds;
        long heap;
        try (HeapPeak peak = new HeapPeak()) {
            seconds = seconds(ours, rows);
            heap = peak.bytes();
        }
        double peerSeconds = peerFirst ? before : seconds(theirs, rows);
        return new Figure(measure, rows, seconds, peer, peerSeconds, percentLeast, heap);
    }

    private static double seconds(Answer answer, int rows) throws Exception {
        double sum = 0;
        long begun = System.nanoTime();
        for (int row = 0; row < rows; row++) {
            sum += answer.of(row);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("an answer is NaN");
        }
        return seconds;
    }
}
