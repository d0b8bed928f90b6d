package io.onefold.scoring.registry;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import io.onefold.scoring.Score;
import io.onefold.scoring.calibrate.Calibration;
import io.onefold.scoring.tree.Forest;
import io.onefold.scoring.tree.TreeShap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A model ready to score, bound to the places of a feature plan. It never changes and is shared by
/// threads.
public final class ScoringModel {

    private final String hash;
    private final List<String> features;
    private final Forest forest;
    private final Calibration calibration;
    private final TreeShap shap;

    private ScoringModel(
            String hash, List<String> features, Forest forest, Calibration calibration) {
        this.hash = hash;
        this.features = features;
        this.forest = forest;
        this.calibration = calibration;
        this.shap = TreeShap.of(forest);
    }

    /// The model for vectors of its own features, in its own order.
    ///
    /// @throws OnefoldException (INVALID_INPUT) when the forest cannot be walked, or asks more
    ///   features than are named
    public static ScoringModel of(ModelArtefact artefact) {
        return bound(artefact, artefact.features());
    }

    /// The model for vectors of a plan that has its features among others.
    ///
    /// @param plan the name of each place of the vectors that will be scored
    /// @throws OnefoldException (INVALID_INPUT) when the plan lacks a feature of the model
    public static ScoringModel bound(ModelArtefact artefact, List<String> plan) {
        Forest forest = Forest.read(artefact.forest());
        if (forest.featureCount() > artefact.features().size()) {
            throw refused(
                    "its forest asks "
                            + forest.featureCount()
                            + " features, "
                            + artefact.features().size()
                            + " are named; train it with the named ones");
        }
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < plan.size(); i++) {
            places.put(plan.get(i), i);
        }
        int[] mapping = new int[forest.featureCount()];
        for (int i = 0; i < mapping.length; i++) {
            String feature = artefact.features().get(i);
            Integer place = places.get(feature);
            if (place == null) {
                throw refused(
                        "the feature plan has no '"
                                + feature
                                + "'"
                                + Spelling.didYouMean(feature, plan)
                                + "; compile the plan for this model too");
            }
            mapping[i] = place;
        }
        return new ScoringModel(
                artefact.hash(),
                List.copyOf(plan),
                forest.placed(mapping, plan),
                artefact.calibration());
    }

    /// The model's identity, `sha256:…`.
    public String hash() {
        return hash;
    }

    /// The name of each place of a vector.
    public List<String> features() {
        return features;
    }

    /// What the model says of a vector.
    ///
    /// @param vector one value per place, NaN is unknown
    public Score score(float[] vector) {
        return calibration.score(forest.margin(vector));
    }

    /// What the model says at a margin that was kept.
    public Score scoreOfMargin(float margin) {
        return calibration.score(margin);
    }

    /// The log-odds of a vector.
    public float margin(float[] vector) {
        return forest.margin(vector);
    }

    /// How much each place of a vector adds to its log-odds, and after them the log-odds of a
    /// vector of which nothing is known.
    public double[] contributions(float[] vector) {
        return shap.contributions(vector);
    }

    private static OnefoldException refused(String why) {
        return new OnefoldException(ErrorCode.INVALID_INPUT, "model artefact: " + why);
    }
}
