package io.onefold.synth.internal.payments;

import io.onefold.synth.internal.draw.Draw;
import java.util.List;

/// Where somebody lives, sells or pays.
///
/// @param country two letters of ISO 3166
/// @param latitude in ten-thousandths of a degree
/// @param longitude in ten-thousandths of a degree
record Place(String city, String country, int latitude, int longitude) {

    private static final double EARTH_RADIUS_KM = 6_371.0;
    private static final double UNITS = 10_000;

    static final List<Place> CITIES =
            List.of(
                    new Place("New York", "US", 407_128, -740_060),
                    new Place("Chicago", "US", 418_781, -876_298),
                    new Place("Houston", "US", 297_604, -953_698),
                    new Place("Seattle", "US", 476_062, -1_223_321),
                    new Place("Denver", "US", 397_392, -1_049_903),
                    new Place("Boston", "US", 423_601, -710_589),
                    new Place("Atlanta", "US", 337_490, -843_880),
                    new Place("London", "GB", 515_074, -1_278),
                    new Place("Manchester", "GB", 534_808, -22_426),
                    new Place("Berlin", "DE", 525_200, 134_050),
                    new Place("Paris", "FR", 488_566, 23_522),
                    new Place("Mumbai", "IN", 190_760, 728_777));
    static final List<Place> FAR =
            List.of(
                    new Place("Lagos", "NG", 65_244, 33_792),
                    new Place("Bucharest", "RO", 444_268, 261_025),
                    new Place("São Paulo", "BR", -235_505, -466_333),
                    new Place("Hong Kong", "HK", 223_193, 1_141_694),
                    new Place("Kyiv", "UA", 504_501, 305_234),
                    new Place("London", "GB", 515_074, -1_278),
                    new Place("New York", "US", 407_128, -740_060));
    static final List<Place> HAVENS =
            List.of(
                    new Place("George Town", "KY", 192_866, -813_674),
                    new Place("Panama City", "PA", 89_824, -795_199),
                    new Place("Road Town", "VG", 184_286, -646_185));

    /// A point within some 20 km.
    Place near(Draw draw) {
        return new Place(
                city,
                country,
                latitude + draw.between(-1_300, 1_300),
                longitude + draw.between(-1_800, 1_800));
    }

    /// Along the great circle, by the haversine formula.
    double kilometresTo(Place other) {
        double fromLatitude = StrictMath.toRadians(latitude / UNITS);
        double toLatitude = StrictMath.toRadians(other.latitude / UNITS);
        double north = StrictMath.sin((toLatitude - fromLatitude) / 2);
        double east =
                StrictMath.sin(StrictMath.toRadians((other.longitude - longitude) / UNITS) / 2);
        double chord =
                north * north
                        + StrictMath.cos(fromLatitude) * StrictMath.cos(toLatitude) * east * east;
        return 2 * EARTH_RADIUS_KM * StrictMath.asin(StrictMath.min(1, StrictMath.sqrt(chord)));
    }

    /// Puts a payment here, as seen from its payer's home.
    Payment of(Payment payment, Place home) {
        return payment.decimal(Field.LATITUDE, latitude, 4)
                .decimal(Field.LONGITUDE, longitude, 4)
                .put(Field.COUNTRY, country)
                .put(Field.CITY, city)
                .decimal(Field.DISTANCE_FROM_HOME_KM, StrictMath.round(10 * kilometresTo(home)), 1)
                .put(Field.FOREIGN_TRANSACTION, !country.equals(home.country));
    }
}
