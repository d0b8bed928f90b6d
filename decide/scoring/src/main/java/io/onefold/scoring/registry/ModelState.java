package io.onefold.scoring.registry;

import java.util.Locale;

/// What a model may do.
public enum ModelState {
    /// It is kept, and scores nothing.
    CANDIDATE,
    /// It scores beside the decision, and changes nothing.
    SHADOW,
    /// It decides for a share of the users.
    CHALLENGER,
    /// It decides for all others; one per fraud type.
    CHAMPION,
    /// It decides no more. A champion that was may return by rollback.
    RETIRED;

    /// As the store and the API spell it, for example `champion`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
