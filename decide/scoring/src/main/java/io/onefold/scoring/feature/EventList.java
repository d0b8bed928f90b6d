package io.onefold.scoring.feature;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is retained of one entity, ordered by event time and, within one, by arrival.
///
/// Beside each event's time stands the sum of all amounts up to it, which may wrap: differences are
/// exact, so the sum of any window costs two reads, is free of rounding, and leaves nothing behind
/// that a later window could see. Sums are of the amounts' low 32 bits; a second array sums the
/// high ones as soon as an amount has any.
///
/// Events that are too old stay until room is needed; readers begin at the window, so they are
/// never counted. Where windows began last is remembered at the head of the array, as hints: they
/// save the search, and answers do not depend on them.
final class EventList {

    /// Beginnings that are remembered.
    static final int HINTS = Window.HINTS + Window.RISK_HINTS;

    private static final int FIRST_ROOM = 4;
    private static final int HINTED_ROOM = 16;
    private static final int NEAR = 8;
    private static final long LOW = 0xffff_ffffL;

    /// Longs per event: its time, and its sum where amounts are kept.
    private final int stride;

    private final int[][] traits;

    /// Hints, if the list is long enough to need them, then the events.
    private long[] events;

    /// Longs before the first event.
    private int head;

    private long @Nullable [] high;
    private int start;
    private int end;
    private long baseLow;
    private long baseHigh;

    /// @param amounts whether amounts are kept
    /// @param traits how many traits are kept of each event
    EventList(boolean amounts, int traits) {
        this.stride = amounts ? 2 : 1;
        this.events = new long[FIRST_ROOM * stride];
        this.traits = new int[traits][FIRST_ROOM];
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    long time(int place) {
        return events[head + place * stride];
    }

    int trait(int trait, int place) {
        return traits[trait][place];
    }

    void trait(int trait, int place, int value) {
        traits[trait][place] = value;
    }

    /// The first place whose event is later than a time.
    int after(long time) {
        return end == start || time(end - 1) <= time ? end : search(time, start, end);
    }

    /// The same, found from where it was last.
    ///
    /// @param hint which of the remembered beginnings it is, below [#HINTS]
    int after(long time, int hint) {
        if (head == 0) {
            return search(time, start, end);
        }
        int place = Math.clamp(events[hint], start, end);
        int far = place + NEAR;
        while (place < end && time(place) <= time) {
            place++;
            if (place == far) {
                place = search(time, place, end);
                break;
            }
        }
        far = place - NEAR;
        while (place > start && time(place - 1) > time) {
            place--;
            if (place == far) {
                place = search(time, start, place);
                break;
            }
        }
        events[hint] = place;
        return place;
    }

    /// Reads the events at remembered beginnings and the last one, nothing more.
    ///
    /// @return a number without meaning
    long touch(int[] remembered) {
        if (head == 0) {
            return 0;
        }
        int last = end - 1;
        long read = time(last);
        for (int hint : remembered) {
            read ^= time((int) Math.min(events[hint], last));
        }
        return read;
    }

    private int search(long time, int from, int to) {
        int lowest = from;
        int highest = to;
        while (lowest < highest) {
            int middle = (lowest + highest) >>> 1;
            if (time(middle) <= time) {
                lowest = middle + 1;
            } else {
                highest = middle;
            }
        }
        return lowest;
    }

    /// The low part of the sum of the amounts from one place to before another.
    long sumLow(int from, int to) {
        return from == to ? 0 : low(to - 1) - low(from - 1);
    }

    /// The high part of that sum, in multiples of 2³².
    long sumHigh(int from, int to) {
        long[] sums = high;
        if (from == to || sums == null) {
            return 0;
        }
        return sums[to - 1] - (from == start ? baseHigh : sums[from - 1]);
    }

    /// The amount at a place, unsigned.
    long amount(int place) {
        return (sumHigh(place, place + 1) << 32) + sumLow(place, place + 1);
    }

    private long low(int place) {
        return place < start ? baseLow : events[head + place * stride + 1];
    }

    /// Takes an event in, behind those of the same time.
    ///
    /// @param floor events up to here are not needed any more
    /// @return its place, good until the next event comes
    int insert(long time, long amount, long floor) {
        if (end == room()) {
            makeRoom(floor);
        }
        int place = after(time);
        if (place < end) {
            shift(place);
        }
        events[head + place * stride] = time;
        end++;
        if (stride > 1) {
            addLow(place, amount & LOW);
            addHigh(place, amount >>> 32);
        }
        return place;
    }

    private int room() {
        return (events.length - head) / stride;
    }

    private void addLow(int place, long added) {
        events[head + place * stride + 1] = added + low(place - 1);
        for (int later = place + 1; later < end; later++) {
            events[head + later * stride + 1] += added;
        }
    }

    private void addHigh(int place, long added) {
        long[] sums = high;
        if (sums == null) {
            if (added == 0) {
                return;
            }
            sums = new long[room()];
            high = sums;
            baseHigh = 0;
        }
        sums[place] = added + (place == start ? baseHigh : sums[place - 1]);
        for (int later = place + 1; later < end; later++) {
            sums[later] += added;
        }
    }

    private void shift(int place) {
        int moved = end - place;
        int from = head + place * stride;
        System.arraycopy(events, from, events, from + stride, moved * stride);
        if (high != null) {
            System.arraycopy(high, place, high, place + 1, moved);
        }
        for (int[] trait : traits) {
            System.arraycopy(trait, place, trait, place + 1, moved);
        }
    }

    /// Forgets what is too old and moves the rest to the front of arrays with room for half as much
    /// again.
    private void makeRoom(long floor) {
        int kept = after(floor);
        if (kept > start) {
            baseLow = stride > 1 ? low(kept - 1) : 0;
            baseHigh = high == null ? 0 : high[kept - 1];
        }
        int live = end - kept;
        int room = Math.max(FIRST_ROOM, live + (live >>> 1) + 1);
        if (room <= room() && room >= room() / 2) {
            room = room();
        }
        moveEvents(kept, live, room);
        if (high != null) {
            high = Arrays.copyOf(Arrays.copyOfRange(high, kept, end), room);
        }
        for (int trait = 0; trait < traits.length; trait++) {
            int[] before = traits[trait];
            int[] after = room == before.length ? before : new int[room];
            System.arraycopy(before, kept, after, 0, live);
            traits[trait] = after;
        }
        start = 0;
        end = live;
    }

    private void moveEvents(int kept, int live, int room) {
        int hinted = room < HINTED_ROOM ? 0 : HINTS;
        long[] after = room == room() ? events : new long[hinted + room * stride];
        System.arraycopy(events, head + kept * stride, after, hinted, live * stride);
        for (int hint = 0; hint < Math.min(head, hinted); hint++) {
            after[hint] = Math.max(0, events[hint] - kept);
        }
        events = after;
        head = hinted;
    }

    long bytes() {
        long bytes = 80 + 8L * events.length + (high == null ? 0 : 16 + 8L * high.length);
        return bytes + traits.length * (20 + 4L * room());
    }
}
