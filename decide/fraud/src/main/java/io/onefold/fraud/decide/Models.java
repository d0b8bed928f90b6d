package io.onefold.fraud.decide;

import io.onefold.fraud.FraudType;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FrozenDictionary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The models that may score.
public interface Models {

    /// Changes whenever a model came into force or went out of it.
    String edition();

    /// The features that the models in force read.
    Set<String> features();

    /// The dictionaries of their categories, by feature.
    Map<String, FrozenDictionary> dictionaries();

    /// The models in force, for the vectors of a plan.
    Map<FraudType, Lineup> bind(FeaturePlan plan);

    /// A model that was in force once, for vectors with these names.
    Optional<ModelInForce> find(long id, List<String> names);

    /// The models of one fraud type.
    ///
    /// @param champion decides
    /// @param challenger decides for a share of the users; null: there is none
    /// @param share of the users, 0 to 1
    /// @param shadows score off the path and alter nothing
    record Lineup(
            ModelInForce champion,
            @Nullable ModelInForce challenger,
            double share,
            List<ModelInForce> shadows) {

        public Lineup {
            Objects.requireNonNull(champion);
            shadows = List.copyOf(shadows);
        }

        /// The model that decides for a user.
        ///
        /// @param userShare where the user falls, 0 to 1
        public ModelInForce deciding(double userShare) {
            return challenger != null && userShare < share ? challenger : champion;
        }
    }
}
