package io.onefold.scoring.evaluate;

import io.onefold.scoring.train.TrainingParameters;
import java.util.List;

/// A way to train that is evaluated.
///
/// @param name as commands and tables name it
public record Candidate(String name, TrainingParameters parameters) {

    private static final int EXACT_ROWS_MOST = 1_000_000;
    private static final int BINS = 4096;

    /// How models are trained when nothing else is said.
    public static Candidate boosting() {
        return new Candidate("boosting", TrainingParameters.boosting());
    }

    public static Candidate randomForest() {
        return new Candidate("random-forest", TrainingParameters.randomForest());
    }

    /// What XGBoost does by itself, every split looked at: 100 rounds, eta 0.3, depth 6.
    public static Candidate plainXgboost() {
        return new Candidate(
                "plain-xgboost",
                new TrainingParameters(100, 0.3, 6, 1, 1, 1, 1, 1, EXACT_ROWS_MOST, BINS, 0, 1));
    }

    public static List<Candidate> all() {
        return List.of(boosting(), randomForest(), plainXgboost());
    }
}
