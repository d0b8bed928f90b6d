package io.onefold.quality.internal;

import io.onefold.quality.CheckResult.NormalisedCount;
import io.onefold.quality.CheckResult.ReasonCount;
import java.util.List;

/// What became of the raw rows of one run.
///
/// @param superseded rows left behind by a newer version of their key
/// @param quarantined latest rows that break the contract
/// @param trusted rows that the trusted table holds
/// @param deleted keys that are gone
/// @param normalised changed values by correction
/// @param reasons broken rules
record Counts(
        long superseded,
        long quarantined,
        long trusted,
        long deleted,
        List<NormalisedCount> normalised,
        List<ReasonCount> reasons) {

    /// No row at all.
    static final Counts NONE = new Counts(0, 0, 0, 0, List.of(), List.of());

    Counts {
        normalised = List.copyOf(normalised);
        reasons = List.copyOf(reasons);
    }
}
