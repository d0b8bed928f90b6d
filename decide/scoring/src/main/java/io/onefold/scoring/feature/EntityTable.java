package io.onefold.scoring.feature;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// All entities of one kind.
final class EntityTable {

    final Entity entity;
    final TableNeeds needs;
    final EntityIndex index;

    private @Nullable History[] histories = new History[32];
    private int[] stamps = new int[32];
    private int stamp;
    private int hand;

    EntityTable(Entity entity, TableNeeds needs, long seed) {
        this.entity = entity;
        this.needs = needs;
        this.index = new EntityIndex(seed);
    }

    /// The number of the entity that a payment names; [EntityIndex#UNKNOWN] if none or not known.
    int find(Payment payment) {
        return payment.has(entity)
                ? index.find(payment.text(entity), payment.number(entity))
                : EntityIndex.UNKNOWN;
    }

    /// Makes the entity that a payment names known.
    int add(Payment payment) {
        int id = index.add(payment.text(entity), payment.number(entity));
        put(id, new History(needs));
        return id;
    }

    void put(int id, History history) {
        if (id >= histories.length) {
            int room = Math.max(id + 1, histories.length * 2);
            histories = Arrays.copyOf(histories, room);
            stamps = Arrays.copyOf(stamps, room);
        }
        histories[id] = history;
    }

    @Nullable History history(int id) {
        return id < 0 ? null : histories[id];
    }

    History required(int id) {
        History there = histories[id];
        if (there == null) {
            throw new IllegalStateException("entity " + id + " has no history");
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
            History history = histories[hand];
            if (history != null && history.newest <= floor) {
                histories[hand] = null;
                index.remove(hand);
            }
        }
        if (hand >= index.capacity()) {
            hand = 0;
        }
    }

    long bytes() {
        long bytes = index.bytes() + 4L * histories.length + 4L * stamps.length;
        for (History history : histories) {
            bytes += history == null ? 0 : history.bytes();
        }
        return bytes;
    }
}
