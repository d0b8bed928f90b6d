package io.onefold.scoring.measure;

/// What every measure asks of its scores.
final class Scores {

    private Scores() {}

    /// @throws IllegalArgumentException when there are not as many as expected, or one is NaN
    static void check(double[] scores, int expected) {
        if (scores.length != expected) {
            throw new IllegalArgumentException(
                    scores.length + " scores for " + expected + " outcomes");
        }
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("score " + i + " is NaN");
            }
        }
    }
}
