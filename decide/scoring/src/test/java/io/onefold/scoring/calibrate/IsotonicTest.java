package io.onefold.scoring.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// The curve against the max-min formula of isotonic regression (Barlow, Bartholomew, Bremner,
/// Brunk, Statistical Inference under Order Restrictions, 1972): g(i) is the greatest, over the
/// begins up to i, of the least mean from there to any end from i on.
class IsotonicTest {

    @Test
    void theCurveIsTheMaxMinFormulas() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int size = random.nextInt(1, 60);
            float[] margins = new float[size];
            boolean[] frauds = new boolean[size];
            for (int i = 0; i < size; i++) {
                margins[i] = random.nextInt(40) / 4f - 5;
                frauds[i] = random.nextInt(10) < margins[i] + 5;
            }
            MarginSample sample = MarginSample.of(margins, frauds);

            Isotonic curve = Isotonic.fit(sample);

            for (int i = 0; i < size; i++) {
                assertThat(curve.probability(margins[i]))
                        .as("seed %d", seed)
                        .isCloseTo(maxMin(margins, frauds, margins[i]), within(1e-12));
            }
        }
    }

    @Test
    void betweenPoolsTheCurveRunsStraightAndOutsideItStays() {
        Isotonic curve = new Isotonic(new float[] {-1, 1}, new double[] {0.2, 0.6});

        assertThat(curve.probability(-9)).isEqualTo(0.2);
        assertThat(curve.probability(0)).isCloseTo(0.4, within(1e-15));
        assertThat(curve.probability(9)).isEqualTo(0.6);
    }

    private static double maxMin(float[] margins, boolean[] frauds, float at) {
        double greatest = 0;
        for (float begin : margins) {
            double least = 1;
            for (float end : margins) {
                if (begin <= at && end >= at) {
                    least = Math.min(least, mean(margins, frauds, begin, end));
                }
            }
            greatest = begin <= at ? Math.max(greatest, least) : greatest;
        }
        return greatest;
    }

    private static double mean(float[] margins, boolean[] frauds, float begin, float end) {
        double rows = 0;
        double hits = 0;
        for (int i = 0; i < margins.length; i++) {
            if (margins[i] >= begin && margins[i] <= end) {
                rows++;
                hits += frauds[i] ? 1 : 0;
            }
        }
        return hits / rows;
    }
}
