package io.onefold.scoring.measure;

import org.jspecify.annotations.Nullable;

/// The measures of a model on rows it did not learn from. A measure that these rows cannot give,
/// for want of frauds or of cards, is null.
///
/// @param rows how many
/// @param frauds of them
/// @param auc area under the ROC curve
/// @param averagePrecision area under precision and recall
/// @param cardPrecisionAt100 of 100 cards a day
/// @param brier mean squared error of the probabilities
/// @param calibrationError expected calibration error
/// @param accuracy at a probability of 0.5
/// @param precision at a probability of 0.5
/// @param recall at a probability of 0.5
public record Metrics(
        long rows,
        long frauds,
        @Nullable Double auc,
        @Nullable Double averagePrecision,
        @Nullable Double cardPrecisionAt100,
        @Nullable Double brier,
        @Nullable Double calibrationError,
        @Nullable Double accuracy,
        @Nullable Double precision,
        @Nullable Double recall) {

    private static final double THRESHOLD = 0.5;
    private static final int CARDS_A_DAY = 100;

    /// Measures without cards.
    public static Metrics of(double[] probabilities, boolean[] frauds) {
        return measured(probabilities, frauds, Double.NaN);
    }

    /// All measures.
    ///
    /// @param days the day of each row, in any unit that rises
    /// @param cards whose payment each is
    public static Metrics of(
            double[] probabilities, boolean[] frauds, long[] days, String[] cards) {
        return measured(
                probabilities,
                frauds,
                CardPrecision.atTop(CARDS_A_DAY, probabilities, frauds, days, cards));
    }

    private static Metrics measured(
            double[] probabilities, boolean[] frauds, double cardPrecision) {
        Confusion confusion = Confusion.at(THRESHOLD, probabilities, frauds);
        return new Metrics(
                probabilities.length,
                confusion.found() + confusion.missed(),
                known(Ranking.auc(probabilities, frauds)),
                known(Ranking.averagePrecision(probabilities, frauds)),
                known(cardPrecision),
                known(Probabilities.brier(probabilities, frauds)),
                known(Probabilities.expectedCalibrationError(probabilities, frauds)),
                known(confusion.accuracy()),
                known(confusion.precision()),
                known(confusion.recall()));
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
