package io.onefold.fraud.decide;

import io.onefold.scoring.Score;
import java.util.Objects;

/// A model that is bound to the places of a plan.
///
/// @param id the registry's number of it
/// @param version 1, 2, … within its fraud type
/// @param hash of the model, as answers say it, for example `sha256:…`
/// @param scorer what it says of vectors
public record ModelInForce(long id, int version, String hash, Scorer scorer) {

    public ModelInForce {
        Objects.requireNonNull(hash);
        Objects.requireNonNull(scorer);
    }

    /// What a model says of a vector.
    public interface Scorer {

        Score score(float[] vector);

        /// How much each place of the vector adds to the margin, log-odds, and after them the
        /// margin of a vector of which nothing is known.
        double[] contributions(float[] vector);
    }
}
