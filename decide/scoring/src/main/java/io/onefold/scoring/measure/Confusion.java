package io.onefold.scoring.measure;

/// What a threshold does to frauds and to the rest.
///
/// @param found frauds at or above the threshold
/// @param disturbed others at or above it
/// @param passed others below it
/// @param missed frauds below it
public record Confusion(long found, long disturbed, long passed, long missed) {

    /// @param threshold a score at or above it is called fraud
    public static Confusion at(double threshold, double[] scores, boolean[] frauds) {
        Scores.check(scores, frauds.length);
        long[] counts = new long[4];
        for (int i = 0; i < scores.length; i++) {
            counts[(scores[i] >= threshold ? 0 : 2) + (frauds[i] ? 0 : 1)]++;
        }
        return new Confusion(counts[0], counts[1], counts[3], counts[2]);
    }

    /// The share that was called right; NaN without rows.
    public double accuracy() {
        return (double) (found + passed) / (found + disturbed + passed + missed);
    }

    /// The share of frauds among what was called fraud; NaN when nothing was.
    public double precision() {
        return (double) found / (found + disturbed);
    }

    /// The share of frauds that were called so; NaN without frauds.
    public double recall() {
        return (double) found / (found + missed);
    }
}
