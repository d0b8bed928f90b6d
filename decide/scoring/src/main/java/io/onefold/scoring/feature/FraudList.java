package io.onefold.scoring.feature;

import java.util.Arrays;

/// The payments of one merchant that were labelled fraud, by event time. Frauds are few, so a
/// window's are counted one by one.
final class FraudList {

    static final long STILL = Long.MAX_VALUE;

    private long[] times = new long[2];
    private long[] knownFrom = new long[2];
    private long[] knownUntil = new long[2];
    private String[] transactions = new String[2];
    private int size;

    int size() {
        return size;
    }

    long time(int place) {
        return times[place];
    }

    long knownFrom(int place) {
        return knownFrom[place];
    }

    long knownUntil(int place) {
        return knownUntil[place];
    }

    String transaction(int place) {
        return transactions[place];
    }

    /// Frauds of event time (from, to] that were known as such at a moment.
    int count(long from, long to, long at) {
        int count = 0;
        for (int i = size - 1; i >= 0 && times[i] > from; i--) {
            if (times[i] <= to && knownFrom[i] <= at && at < knownUntil[i]) {
                count++;
            }
        }
        return count;
    }

    /// Takes a label of fraud in; one that is already there stays as it is.
    ///
    /// @param floor payments up to here are not needed any more
    void add(long time, String transaction, long from, long until, long floor) {
        for (int i = 0; i < size; i++) {
            boolean there = knownUntil[i] == STILL || knownFrom[i] == from;
            if (there && transactions[i].equals(transaction)) {
                return;
            }
        }
        if (size == times.length) {
            makeRoom(floor);
        }
        int place = size;
        while (place > 0 && times[place - 1] > time) {
            copy(place - 1, place);
            place--;
        }
        times[place] = time;
        knownFrom[place] = from;
        knownUntil[place] = until;
        transactions[place] = transaction;
        size++;
    }

    /// Takes a label of fraud back: from a moment on the payment counts as genuine, unless it was
    /// labelled fraud again later.
    void revoke(String transaction, long from) {
        for (int i = 0; i < size; i++) {
            boolean before = knownUntil[i] == STILL && knownFrom[i] <= from;
            if (before && transactions[i].equals(transaction)) {
                knownUntil[i] = from;
            }
        }
    }

    long bytes() {
        return 96 + times.length * 28L + size * 40L;
    }

    private void makeRoom(long floor) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] > floor) {
                copy(i, kept++);
            }
        }
        size = kept;
        if (kept > times.length / 2) {
            int room = times.length * 2;
            times = Arrays.copyOf(times, room);
            knownFrom = Arrays.copyOf(knownFrom, room);
            knownUntil = Arrays.copyOf(knownUntil, room);
            transactions = Arrays.copyOf(transactions, room);
        }
    }

    private void copy(int from, int to) {
        times[to] = times[from];
        knownFrom[to] = knownFrom[from];
        knownUntil[to] = knownUntil[from];
        transactions[to] = transactions[from];
    }
}
