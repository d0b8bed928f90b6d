package io.onefold.scoring.feature;

import org.jspecify.annotations.Nullable;

/// A payment beside the histories of its entities, as of its event time. One per state, filled anew
/// for each payment.
final class Reading {

    private static final Payment NOTHING = new Payment();

    Payment payment = NOTHING;

    /// The event time, microseconds.
    long at;

    /// Events up to here are not retained.
    long floor;

    /// Events up to here are too old for a feature that has no window of its own.
    long memory;

    CustomerFeatures customers = CustomerFeatures.NONE;

    /// Without meaning; see [Step#touch].
    long touched;

    final int[] ids = new int[Entity.COUNT];
    private final @Nullable EntityTable[] tables;

    Reading(@Nullable EntityTable[] tables) {
        this.tables = tables;
    }

    void read(Payment read, long retainedAfter, CustomerFeatures customerFeatures) {
        this.payment = read;
        this.at = read.atMicros();
        this.floor = retainedAfter;
        this.memory = beginning(at, FeatureState.RETAINED_MICROS);
        this.customers = customerFeatures;
        for (int i = 0; i < tables.length; i++) {
            EntityTable table = tables[i];
            ids[i] = table == null ? EntityIndex.UNKNOWN : table.find(read);
        }
    }

    /// The payments before this one of the entity it names; null when there are none.
    @Nullable EventList payments(Entity entity) {
        EntityTable table = tables[entity.ordinal()];
        return table == null ? null : table.payments(ids[entity.ordinal()]);
    }

    int id(Entity entity) {
        return ids[entity.ordinal()];
    }

    EntityTable table(Entity entity) {
        EntityTable table = tables[entity.ordinal()];
        if (table == null) {
            throw new IllegalStateException("the state keeps no " + entity.wireName());
        }
        return table;
    }

    /// The beginning of a window that ends at a time: events up to here are outside.
    long beginning(long end, long micros) {
        return Math.min(end, Math.max(end - micros, floor));
    }
}
