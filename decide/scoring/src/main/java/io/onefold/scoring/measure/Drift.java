package io.onefold.scoring.measure;

import java.util.Arrays;

/// How far values have moved from what they were.
public final class Drift {

    private Drift() {}

    /// The Kolmogorov-Smirnov statistic of two samples: the greatest distance of their empirical
    /// distributions. NaN is left out.
    ///
    /// @return 0 to 1; NaN when a sample is empty
    public static double kolmogorovSmirnov(float[] before, float[] now) {
        double[] a = known(before);
        double[] b = known(now);
        double most = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            double at = Math.min(a[i], b[j]);
            while (i < a.length && a[i] == at) {
                i++;
            }
            while (j < b.length && b[j] == at) {
                j++;
            }
            most = Math.max(most, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return a.length == 0 || b.length == 0 ? Double.NaN : most;
    }

    private static double[] known(float[] values) {
        double[] known = new double[values.length];
        int count = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                known[count++] = value + 0.0;
            }
        }
        double[] sorted = Arrays.copyOf(known, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
