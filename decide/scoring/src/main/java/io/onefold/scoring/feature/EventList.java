package io.onefold.scoring.feature;

import java.util.Arrays;

/// What is retained of one entity, ordered by event time and, within one, by arrival.
///
/// Beside each event stands the sum of all amounts up to it, as two numbers of 32 bits' weight that
/// may wrap: their differences are exact, so the sum of any window costs two reads, is free of
/// rounding, and leaves nothing behind that a later window could see. Events that are too old stay
/// until room is needed; readers begin at the window, so they are never counted.
final class EventList {

    private static final int FIRST_ROOM = 4;
    private static final long LOW = 0xffff_ffffL;
    private static final long[] NO_SUMS = {};

    private long[] times = new long[FIRST_ROOM];
    private long[] low;
    private long[] high;
    private final int[][] traits;
    private int start;
    private int end;
    private long baseLow;
    private long baseHigh;

    /// @param amounts whether amounts are kept
    /// @param traits how many traits are kept of each event
    EventList(boolean amounts, int traits) {
        this.low = amounts ? new long[FIRST_ROOM] : NO_SUMS;
        this.high = amounts ? new long[FIRST_ROOM] : NO_SUMS;
        this.traits = new int[traits][FIRST_ROOM];
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    long time(int place) {
        return times[place];
    }

    int trait(int trait, int place) {
        return traits[trait][place];
    }

    void trait(int trait, int place, int value) {
        traits[trait][place] = value;
    }

    /// The first place whose event is later than a time.
    int after(long time) {
        return end == start || times[end - 1] <= time ? end : after(time, start, end);
    }

    /// The first place from `from` on whose event is later than a time; `to` when none before it
    /// is.
    int after(long time, int from, int to) {
        int lowest = from;
        int highest = to;
        while (lowest < highest) {
            int middle = (lowest + highest) >>> 1;
            if (times[middle] <= time) {
                lowest = middle + 1;
            } else {
                highest = middle;
            }
        }
        return lowest;
    }

    /// The low part of the sum of the amounts from one place to before another.
    long sumLow(int from, int to) {
        return from == to ? 0 : low[to - 1] - (from == start ? baseLow : low[from - 1]);
    }

    /// The high part of that sum, in multiples of 2³².
    long sumHigh(int from, int to) {
        return from == to ? 0 : high[to - 1] - (from == start ? baseHigh : high[from - 1]);
    }

    /// The amount at a place, unsigned.
    long amount(int place) {
        return (sumHigh(place, place + 1) << 32) + sumLow(place, place + 1);
    }

    /// Takes an event in, behind those of the same time.
    ///
    /// @param floor events up to here are not needed any more
    /// @return its place, good until the next event comes
    int insert(long time, long amount, long floor) {
        if (end == times.length) {
            makeRoom(floor);
        }
        int place = after(time);
        if (place < end) {
            shift(place);
        }
        times[place] = time;
        end++;
        if (low.length > 0) {
            addAmount(place, amount & LOW, amount >>> 32);
        }
        return place;
    }

    private void addAmount(int place, long addedLow, long addedHigh) {
        low[place] = addedLow + (place == start ? baseLow : low[place - 1]);
        high[place] = addedHigh + (place == start ? baseHigh : high[place - 1]);
        for (int later = place + 1; later < end; later++) {
            low[later] += addedLow;
            high[later] += addedHigh;
        }
    }

    private void shift(int place) {
        int moved = end - place;
        System.arraycopy(times, place, times, place + 1, moved);
        if (low.length > 0) {
            System.arraycopy(low, place, low, place + 1, moved);
            System.arraycopy(high, place, high, place + 1, moved);
        }
        for (int[] trait : traits) {
            System.arraycopy(trait, place, trait, place + 1, moved);
        }
    }

    /// Forgets what is too old, then moves the rest to the front of arrays that are a half to three
    /// quarters full.
    private void makeRoom(long floor) {
        int kept = after(floor);
        if (kept > start && low.length > 0) {
            baseLow = low[kept - 1];
            baseHigh = high[kept - 1];
        }
        int live = end - kept;
        int room = Math.max(FIRST_ROOM, live + (live >>> 1) + 1);
        if (room > times.length || room < times.length / 2) {
            resize(kept, live, room);
        } else {
            move(kept, live);
        }
        start = 0;
        end = live;
    }

    private void resize(int from, int live, int room) {
        times = Arrays.copyOf(Arrays.copyOfRange(times, from, from + live), room);
        if (low.length > 0) {
            low = Arrays.copyOf(Arrays.copyOfRange(low, from, from + live), room);
            high = Arrays.copyOf(Arrays.copyOfRange(high, from, from + live), room);
        }
        for (int trait = 0; trait < traits.length; trait++) {
            traits[trait] =
                    Arrays.copyOf(Arrays.copyOfRange(traits[trait], from, from + live), room);
        }
    }

    private void move(int from, int live) {
        System.arraycopy(times, from, times, 0, live);
        if (low.length > 0) {
            System.arraycopy(low, from, low, 0, live);
            System.arraycopy(high, from, high, 0, live);
        }
        for (int[] trait : traits) {
            System.arraycopy(trait, from, trait, 0, live);
        }
    }

    long bytes() {
        long perEvent = 8L * (low.length > 0 ? 3 : 1) + 4L * traits.length;
        return 96 + 16L * traits.length + times.length * perEvent;
    }
}
