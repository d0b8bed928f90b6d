package io.onefold.scoring.feature;

import org.jspecify.annotations.Nullable;

/// What is known of a customer beforehand: golden record and graph, read from a table that was
/// loaded before, never while a payment waits.
@FunctionalInterface
public interface CustomerFeatures {

    /// Knows nobody.
    CustomerFeatures NONE = user -> null;

    /// The row of the customer that a user is, in the order of the catalogue's customer columns,
    /// NaN where unknown; null for a user nobody knows.
    float @Nullable [] of(String user);
}
