package io.onefold.scoring.feature;

import io.onefold.scoring.feature.Formula.Aggregate;

/// Count, sum, mean and maximum of one entity's payments over its windows, longest first.
final class WindowStep implements Step {

    private static final int NOWHERE = -1;

    private final Entity entity;
    private final long[] micros;
    private final int[] hints;
    private final int[][] places;

    /// @param windows longest first
    /// @param places per window and aggregate where the value goes, negative: nowhere
    WindowStep(Entity entity, Window[] windows, int[][] places) {
        this.entity = entity;
        this.micros = new long[windows.length];
        this.hints = new int[windows.length];
        for (int i = 0; i < windows.length; i++) {
            micros[i] = windows[i].micros();
            hints[i] = windows[i].hint();
        }
        this.places = places;
    }

    @Override
    public long touch(Reading reading) {
        EventList list = reading.payments(entity);
        return list == null ? 0 : list.touch(hints);
    }

    @Override
    public void write(Reading reading, double[] out) {
        EventList list = reading.payments(entity);
        boolean known = reading.payment.has(entity);
        int to = list == null ? 0 : list.after(reading.at);
        for (int i = 0; i < micros.length; i++) {
            if (!known) {
                unknown(places[i], out);
            } else if (list == null) {
                alone(places[i], reading.payment.amount(), out);
            } else {
                int from = list.after(reading.beginning(reading.at, micros[i]), hints[i]);
                window(list, from, to, reading.payment.amount(), places[i], out);
            }
        }
    }

    private static void unknown(int[] places, double[] out) {
        for (int place : places) {
            if (place >= 0) {
                out[place] = Double.NaN;
            }
        }
    }

    private static void alone(int[] places, long amount, double[] out) {
        double units = ExactSum.units(amount);
        put(places, Aggregate.COUNT, 1, out);
        put(places, Aggregate.SUM, units, out);
        put(places, Aggregate.MEAN, units, out);
        put(places, Aggregate.MAX, units, out);
    }

    private static void window(
            EventList list, int from, int to, long amount, int[] places, double[] out) {
        int count = to - from + 1;
        put(places, Aggregate.COUNT, count, out);
        int sum = places[Aggregate.SUM.ordinal()];
        int mean = places[Aggregate.MEAN.ordinal()];
        if (sum >= 0 || mean >= 0) {
            long high = list.sumHigh(from, to) + (amount >>> 32);
            long low = list.sumLow(from, to) + (amount & 0xffff_ffffL);
            put(places, Aggregate.SUM, sum < 0 ? 0 : ExactSum.units(high, low, 1), out);
            put(places, Aggregate.MEAN, mean < 0 ? 0 : ExactSum.units(high, low, count), out);
        }
        if (places[Aggregate.MAX.ordinal()] != NOWHERE) {
            put(places, Aggregate.MAX, ExactSum.units(largest(list, from, to, amount)), out);
        }
    }

    private static long largest(EventList list, int from, int to, long amount) {
        long largest = amount;
        for (int place = from; place < to; place++) {
            long other = list.amount(place);
            if (Long.compareUnsigned(other, largest) > 0) {
                largest = other;
            }
        }
        return largest;
    }

    private static void put(int[] places, Aggregate aggregate, double value, double[] out) {
        int place = places[aggregate.ordinal()];
        if (place >= 0) {
            out[place] = value;
        }
    }
}
