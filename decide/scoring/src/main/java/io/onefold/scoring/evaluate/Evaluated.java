package io.onefold.scoring.evaluate;

import java.time.Instant;
import java.util.List;

/// What a model reached on one split.
///
/// @param model the candidate
/// @param trainFrom the split it was trained on
/// @param trainRows payments it learned from
/// @param trainFrauds of them
/// @param testRows payments it was measured on
/// @param testFrauds of them
/// @param auc area under the ROC curve
/// @param averagePrecision area under precision and recall
/// @param cardPrecision of 100 cards a day
public record Evaluated(
        String model,
        Instant trainFrom,
        int trainRows,
        int trainFrauds,
        int testRows,
        int testFrauds,
        double auc,
        double averagePrecision,
        double cardPrecision) {

    /// The means over splits.
    public record Mean(double auc, double averagePrecision, double cardPrecision) {

        public static Mean of(List<Evaluated> splits) {
            return new Mean(
                    splits.stream().mapToDouble(Evaluated::auc).average().orElse(Double.NaN),
                    splits.stream()
                            .mapToDouble(Evaluated::averagePrecision)
                            .average()
                            .orElse(Double.NaN),
                    splits.stream()
                            .mapToDouble(Evaluated::cardPrecision)
                            .average()
                            .orElse(Double.NaN));
        }
    }
}
