package io.onefold.scoring.feature;

/// How many different entities of one kind meet another, over its windows, shortest first: one walk
/// back through time.
final class DistinctStep implements Step {

    private final Entity entity;
    private final Entity of;
    private final int column;
    private final long[] micros;
    private final int[] places;

    /// @param column the column of the trait in the entity's list
    /// @param windows shortest first
    /// @param places where each window's value goes
    DistinctStep(Entity entity, Entity of, int column, Window[] windows, int[] places) {
        this.entity = entity;
        this.of = of;
        this.column = column;
        this.micros = new long[windows.length];
        for (int i = 0; i < windows.length; i++) {
            micros[i] = windows[i].micros();
        }
        this.places = places;
    }

    @Override
    public void write(Reading reading, double[] out) {
        if (!reading.payment.has(entity)) {
            for (int place : places) {
                out[place] = Double.NaN;
            }
            return;
        }
        EntityTable others = reading.table(of);
        others.beginCount();
        int count = reading.payment.has(of) ? 1 : 0;
        if (reading.ids[of.ordinal()] >= 0) {
            others.isFirst(reading.ids[of.ordinal()]);
        }
        EventList list = reading.payments(entity);
        int next = list == null ? -1 : list.after(reading.at) - 1;
        for (int i = 0; i < micros.length; i++) {
            long beginning = reading.beginning(reading.at, micros[i]);
            while (list != null && next >= list.start() && list.time(next) > beginning) {
                int id = list.trait(column, next);
                if (id >= 0 && others.isFirst(id)) {
                    count++;
                }
                next--;
            }
            out[places[i]] = count;
        }
    }
}
