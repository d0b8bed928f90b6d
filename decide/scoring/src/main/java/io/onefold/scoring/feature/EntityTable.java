package io.onefold.scoring.feature;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// All entities of one kind and what is retained of them.
final class EntityTable {

    private static final int FIRST_ROOM = 32;
    private static final long FORGOTTEN = Long.MAX_VALUE;

    final Entity entity;
    final TableNeeds needs;
    final EntityIndex index;

    /// The newest event time of anything an entity took part in.
    private long[] newest = new long[FIRST_ROOM];

    private @Nullable EventList[] payments = new EventList[FIRST_ROOM];
    private @Nullable FraudList[] frauds = new FraudList[FIRST_ROOM];
    private @Nullable EventList[] @Nullable [] events = new EventList[FIRST_ROOM][];
    private int[] stamps = new int[FIRST_ROOM];
    private int stamp;
    private int hand;

    EntityTable(Entity entity, TableNeeds needs, long seed) {
        this.entity = entity;
        this.needs = needs;
        this.index = new EntityIndex(seed);
        Arrays.fill(newest, FORGOTTEN);
    }

    /// The number of the entity that a payment names; [EntityIndex#UNKNOWN] if none or not known.
    int find(Payment payment) {
        return payment.has(entity)
                ? index.find(payment.text(entity), payment.number(entity))
                : EntityIndex.UNKNOWN;
    }

    /// The number of the entity that a payment names, which is known from now on.
    ///
    /// @param found its number if it has one; it may have been forgotten since
    int known(int found, Payment payment) {
        int id = found;
        if (id < 0 || newest[id] == FORGOTTEN) {
            id = index.add(payment.text(entity), payment.number(entity));
            open(id, Long.MIN_VALUE);
        }
        newest[id] = Math.max(newest[id], payment.atMicros());
        return id;
    }

    /// Makes room for an entity.
    void open(int id, long newestOfIt) {
        if (id >= newest.length) {
            grow(Math.max(id + 1, newest.length * 2));
        }
        newest[id] = newestOfIt;
        if (needs.payments()) {
            payments[id] = new EventList(needs.amounts(), needs.traitColumns());
        }
    }

    private void grow(int room) {
        int before = newest.length;
        newest = Arrays.copyOf(newest, room);
        Arrays.fill(newest, before, room, FORGOTTEN);
        payments = Arrays.copyOf(payments, room);
        frauds = Arrays.copyOf(frauds, room);
        events = Arrays.copyOf(events, room);
        stamps = Arrays.copyOf(stamps, room);
    }

    /// Makes the numbers that no restored entity has free.
    void restored(int capacity) {
        if (capacity > newest.length) {
            grow(capacity);
        }
        index.restored(capacity);
    }

    boolean isOpen(int id) {
        return id < index.capacity() && newest[id] != FORGOTTEN;
    }

    long newest(int id) {
        return newest[id];
    }

    /// The payments of an entity; null for one that is not known.
    @Nullable EventList payments(int id) {
        return id < 0 ? null : payments[id];
    }

    /// The labelled frauds of an entity; null when there are none.
    @Nullable FraudList frauds(int id) {
        return id < 0 ? null : frauds[id];
    }

    FraudList fraudsToWrite(int id) {
        FraudList there = frauds[id];
        if (there == null) {
            there = new FraudList();
            frauds[id] = there;
        }
        return there;
    }

    /// The account events of an entity; null when there are none.
    @Nullable EventList events(int id, AccountEventType type) {
        @Nullable EventList[] byType = id < 0 ? null : events[id];
        return byType == null ? null : byType[type.ordinal()];
    }

    EventList eventsToWrite(int id, AccountEventType type) {
        @Nullable EventList[] byType = events[id];
        if (byType == null) {
            byType = new EventList[AccountEventType.COUNT];
            events[id] = byType;
        }
        EventList there = byType[type.ordinal()];
        if (there == null) {
            there = new EventList(false, 0);
            byType[type.ordinal()] = there;
        }
        return there;
    }

    /// Begins to count different entities.
    void beginCount() {
        stamp++;
        if (stamp == 0) {
            Arrays.fill(stamps, 0);
            stamp = 1;
        }
    }

    /// Whether an entity is met for the first time since the count began.
    boolean isFirst(int id) {
        if (stamps[id] == stamp) {
            return false;
        }
        stamps[id] = stamp;
        return true;
    }

    /// Looks at the next few entities and forgets those that nothing happened to since the floor.
    void sweep(int looks, long floor) {
        for (int i = 0; i < looks && hand < index.capacity(); i++, hand++) {
            if (newest[hand] <= floor) {
                newest[hand] = FORGOTTEN;
                payments[hand] = null;
                frauds[hand] = null;
                events[hand] = null;
                index.remove(hand);
            }
        }
        if (hand >= index.capacity()) {
            hand = 0;
        }
    }

    /// Bytes of memory, about.
    long bytes() {
        long bytes = index.bytes() + newest.length * 24L;
        for (int id = 0; id < index.capacity(); id++) {
            EventList list = payments[id];
            bytes += list == null ? 0 : list.bytes();
            FraudList labelled = frauds[id];
            bytes += labelled == null ? 0 : labelled.bytes();
            @Nullable EventList[] byType = events[id];
            if (byType != null) {
                bytes += 16 + 4L * byType.length;
                for (EventList one : byType) {
                    bytes += one == null ? 0 : one.bytes();
                }
            }
        }
        return bytes;
    }
}
