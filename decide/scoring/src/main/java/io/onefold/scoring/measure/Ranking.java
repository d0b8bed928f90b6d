package io.onefold.scoring.measure;

import java.util.Arrays;

/// How well scores put frauds before the rest. Equal scores count as one threshold.
public final class Ranking {

    private Ranking() {}

    /// The chance that a fraud has a greater score than another row, ties counting half: the area
    /// under the ROC curve, as the Mann-Whitney statistic (Hanley, McNeil, Radiology 143, 1982).
    ///
    /// @return 0 to 1; NaN when only one kind is there
    public static double auc(double[] scores, boolean[] frauds) {
        Sorted sorted = Sorted.of(scores, frauds);
        double pairs = 0;
        long fraudsAbove = 0;
        for (int begin = 0; begin < sorted.size(); ) {
            int end = sorted.tieEnd(begin);
            int tied = sorted.fraudsBetween(begin, end);
            pairs += (double) (end - begin - tied) * (fraudsAbove + tied / 2.0);
            fraudsAbove += tied;
            begin = end;
        }
        return pairs / ((double) fraudsAbove * (sorted.size() - fraudsAbove));
    }

    /// Average precision: Σ (Rₙ − Rₙ₋₁) · Pₙ over the thresholds, without interpolation, as
    /// scikit-learn's `average_precision_score` defines it.
    ///
    /// @return 0 to 1; NaN when no fraud is there
    public static double averagePrecision(double[] scores, boolean[] frauds) {
        Sorted sorted = Sorted.of(scores, frauds);
        double sum = 0;
        long found = 0;
        for (int begin = 0; begin < sorted.size(); ) {
            int end = sorted.tieEnd(begin);
            int tied = sorted.fraudsBetween(begin, end);
            found += tied;
            sum += (double) tied * found / end;
            begin = end;
        }
        return sum / found;
    }

    /// Scores with their outcomes, by falling score.
    private record Sorted(double[] scores, boolean[] frauds) {

        static Sorted of(double[] scores, boolean[] frauds) {
            Scores.check(scores, frauds.length);
            int frauded = 0;
            for (boolean fraud : frauds) {
                frauded += fraud ? 1 : 0;
            }
            double[] of = new double[frauded];
            double[] others = new double[scores.length - frauded];
            int f = 0;
            int o = 0;
            for (int i = 0; i < scores.length; i++) {
                if (frauds[i]) {
                    of[f++] = -scores[i] + 0.0;
                } else {
                    others[o++] = -scores[i] + 0.0;
                }
            }
            Arrays.sort(of);
            Arrays.sort(others);
            return merged(of, others);
        }

        private static Sorted merged(double[] of, double[] others) {
            double[] scores = new double[of.length + others.length];
            boolean[] frauds = new boolean[scores.length];
            int f = 0;
            int o = 0;
            for (int i = 0; i < scores.length; i++) {
                boolean fraud = o == others.length || (f < of.length && of[f] <= others[o]);
                frauds[i] = fraud;
                scores[i] = fraud ? of[f++] : others[o++];
            }
            return new Sorted(scores, frauds);
        }

        int size() {
            return scores.length;
        }

        int tieEnd(int begin) {
            int end = begin + 1;
            while (end < scores.length && scores[end] == scores[begin]) {
                end++;
            }
            return end;
        }

        int fraudsBetween(int begin, int end) {
            int count = 0;
            for (int i = begin; i < end; i++) {
                count += frauds[i] ? 1 : 0;
            }
            return count;
        }
    }
}
