package io.onefold.scoring.feature;

import io.onefold.scoring.feature.Formula.AmountPattern;
import io.onefold.scoring.feature.Formula.Distance;

/// What sets a payment beside the user's payments before it.
final class UserSteps {

    /// The mean radius of the Earth (IUGG), km.
    private static final double EARTH_KM = 6371.0088;

    private UserSteps() {}

    static Step since(Distance distance, int latitudeColumn, int place) {
        return (reading, out) -> {
            EventList list = reading.payments(Entity.USER);
            int last = list == null ? -1 : list.after(reading.at) - 1;
            if (list == null || last < list.start() || list.time(last) <= reading.memory) {
                out[place] = Double.NaN;
                return;
            }
            out[place] =
                    switch (distance) {
                        case SECONDS -> (reading.at - list.time(last)) / 1e6;
                        case KILOMETRES ->
                                kilometres(
                                        Float.intBitsToFloat(list.trait(latitudeColumn, last)),
                                        Float.intBitsToFloat(list.trait(latitudeColumn + 1, last)),
                                        reading.payment.latitude(),
                                        reading.payment.longitude());
                    };
        };
    }

    static Step zScore(Window window, int place) {
        return (reading, out) -> {
            EventList list = reading.payments(Entity.USER);
            out[place] = list == null ? Double.NaN : zScore(reading, list, window);
        };
    }

    private static double zScore(Reading reading, EventList list, Window window) {
        int to = list.after(reading.at);
        int from = list.after(reading.beginning(reading.at, window.micros()), window.hint());
        long amount = reading.payment.amount();
        int count = to - from + 1;
        double mean =
                ExactSum.units(
                        list.sumHigh(from, to) + (amount >>> 32),
                        list.sumLow(from, to) + (amount & 0xffff_ffffL),
                        count);
        double own = ExactSum.units(amount) - mean;
        double squares = own * own;
        for (int i = from; i < to; i++) {
            double other = ExactSum.units(list.amount(i)) - mean;
            squares += other * other;
        }
        return squares > 0 ? own / Math.sqrt(squares / count) : Double.NaN;
    }

    static Step pattern(AmountPattern pattern, Window window, int place) {
        return (reading, out) -> {
            if (!reading.payment.has(Entity.USER)) {
                out[place] = Double.NaN;
                return;
            }
            int count = MomentSteps.shows(pattern, reading.payment.amount()) ? 1 : 0;
            EventList list = reading.payments(Entity.USER);
            if (list != null) {
                int to = list.after(reading.at);
                int from =
                        list.after(reading.beginning(reading.at, window.micros()), window.hint());
                for (int i = from; i < to; i++) {
                    if (MomentSteps.shows(pattern, list.amount(i))) {
                        count++;
                    }
                }
            }
            out[place] = count;
        };
    }

    static Step unseen(Entity of, int column, int place) {
        return (reading, out) -> {
            if (!reading.payment.has(Entity.USER) || !reading.payment.has(of)) {
                out[place] = Double.NaN;
                return;
            }
            EventList list = reading.payments(Entity.USER);
            int id = reading.ids[of.ordinal()];
            out[place] = list == null || id < 0 ? 1 : unseen(reading, list, column, id);
        };
    }

    private static double unseen(Reading reading, EventList list, int column, int id) {
        for (int i = list.after(reading.at) - 1; i >= list.start(); i--) {
            if (list.time(i) <= reading.memory) {
                return 1;
            }
            if (list.trait(column, i) == id) {
                return 0;
            }
        }
        return 1;
    }

    /// The haversine distance; NaN when a place is not known.
    private static double kilometres(
            double fromLatitude, double fromLongitude, double toLatitude, double toLongitude) {
        double north = Math.sin(Math.toRadians(toLatitude - fromLatitude) / 2);
        double east = Math.sin(Math.toRadians(toLongitude - fromLongitude) / 2);
        double h =
                north * north
                        + Math.cos(Math.toRadians(fromLatitude))
                                * Math.cos(Math.toRadians(toLatitude))
                                * east
                                * east;
        return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
    }
}
