package io.onefold.scoring.train;

import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// The rows that a model may learn from. Only here are rows dropped or repeated: what is measured
/// on is never touched.
public final class TrainSplit {

    private final LabelledRows rows;

    private TrainSplit(LabelledRows rows) {
        this.rows = rows;
    }

    /// @param rows of the training period alone, in the order of time
    public static TrainSplit of(LabelledRows rows) {
        return new TrainSplit(Objects.requireNonNull(rows));
    }

    public LabelledRows rows() {
        return rows;
    }

    /// The split with fewer rows that are no fraud, drawn at random; every fraud stays.
    ///
    /// @param share of the other rows that stays, more than 0, at most 1
    public TrainSplit undersampled(double share, long seed) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of " + share + "; expected 0 to 1");
        }
        Random random = new Random(seed);
        int[] kept =
                IntStream.range(0, rows.size())
                        .filter(i -> random.nextDouble() < share || rows.frauds()[i])
                        .toArray();
        return new TrainSplit(rows.select(kept));
    }

    /// The split without one of several folds. Folds are stretches of time of equal size, so that a
    /// row is never judged by its neighbours.
    TrainSplit without(Fold fold) {
        int[] kept =
                IntStream.range(0, rows.size())
                        .filter(i -> i < fold.begin() || i >= fold.end())
                        .toArray();
        return new TrainSplit(rows.select(kept));
    }

    Fold fold(int fold, int folds) {
        return new Fold(
                (int) ((long) rows.size() * fold / folds),
                (int) ((long) rows.size() * (fold + 1) / folds));
    }

    /// The split with other labels, dealt by a fair coin to each transaction.
    TrainSplit dealt(long seed) {
        boolean[] labels = new boolean[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            long mixed = new SplittableRandom(seed ^ keyed(rows.transactions()[i])).nextLong();
            labels[i] = mixed < 0;
        }
        return new TrainSplit(rows.labelled(labels));
    }

    /// FNV-1a over the id's characters, 64 bits.
    private static long keyed(String transaction) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < transaction.length(); i++) {
            hash = (hash ^ transaction.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /// @param begin its first row
    /// @param end the row after its last
    record Fold(int begin, int end) {}
}
