package io.onefold.scoring.feature;

import java.time.Duration;

/// How a feature state behaves.
///
/// @param lateness how far behind the newest event time a payment counts as on time
/// @param hashSeed makes the places of keys in memory unforeseeable; no value depends on it
public record FeatureSettings(Duration lateness, long hashSeed) {

    public static final FeatureSettings DEFAULT =
            new FeatureSettings(Duration.ofMinutes(5), 0x9e3779b97f4a7c15L);

    public FeatureSettings {
        if (lateness.isNegative() || lateness.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "a lateness of " + lateness + " is outside 0 to 1 day; 5 minutes is usual");
        }
    }
}
