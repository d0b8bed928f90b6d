package io.onefold.fraud.request;

import org.jspecify.annotations.Nullable;

/// A place as a request names it; each part may be absent.
///
/// @param latitude degrees north, -90 to 90; NaN: absent
/// @param longitude degrees east, -180 to 180; NaN: absent
/// @param country ISO 3166-1 alpha-2
/// @param city at most 100 characters
public record Location(
        double latitude, double longitude, @Nullable String country, @Nullable String city) {

    /// A place of which nothing is known.
    public static final Location UNKNOWN = new Location(Double.NaN, Double.NaN, null, null);

    /// Whether the place is known to the point.
    public boolean located() {
        return !Double.isNaN(latitude) && !Double.isNaN(longitude);
    }
}
