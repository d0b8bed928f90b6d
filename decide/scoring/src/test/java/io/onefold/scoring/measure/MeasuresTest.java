package io.onefold.scoring.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    /// The example of scikit-learn's documentation of `brier_score_loss`.
    @Test
    void thePublishedBrierScoreIsMet() {
        double[] probabilities = {0.1, 0.9, 0.8, 0.3};
        boolean[] frauds = {false, true, true, false};

        assertThat(Probabilities.brier(probabilities, frauds)).isCloseTo(0.0375, within(1e-12));
    }

    @Test
    void theCalibrationErrorIsWorkedByHand() {
        // Bin 1: mean .05, 1 of 2 frauds; bin 10: mean .95, 1 of 2; bin 5: .5, 0 of 1.
        double[] probabilities = {0.0, 0.1, 0.9000001, 1.0, 0.5};
        boolean[] frauds = {true, false, true, false, false};

        assertThat(Probabilities.expectedCalibrationError(probabilities, frauds))
                .isCloseTo((2 * 0.45 + 2 * 0.45 + 0.5) / 5, within(1e-6));
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> Probabilities.brier(new double[] {1.5}, new boolean[1]))
                .hasMessageContaining("probability 0 is 1.5");
    }

    @Test
    void aThresholdCountsWhatItDoes() {
        double[] scores = {0.2, 0.5, 0.7, 0.4, 0.9};
        boolean[] frauds = {false, true, false, true, true};

        Confusion confusion = Confusion.at(0.5, scores, frauds);

        assertThat(confusion).isEqualTo(new Confusion(2, 1, 1, 1));
        assertThat(confusion.accuracy()).isEqualTo(0.6);
        assertThat(confusion.precision()).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(confusion.recall()).isCloseTo(2 / 3.0, within(1e-15));
    }

    /// Two days, two cards looked at a day. Day 1: b (.9, fraud) and a (.8). Day 2: b is known, so
    /// c (.7, by its lower payment fraud) and a (.1).
    @Test
    void aFoundCardIsLeftOutOnTheDaysAfter() {
        double[] scores = {0.8, 0.9, 0.2, 0.99, 0.7, 0.3, 0.1};
        boolean[] frauds = {false, true, true, true, false, true, false};
        long[] days = {1, 1, 1, 2, 2, 2, 2};
        String[] cards = {"a", "b", "c", "b", "c", "c", "a"};

        assertThat(CardPrecision.atTop(2, scores, frauds, days, cards)).isEqualTo(0.5);
    }

    @Test
    void theKolmogorovSmirnovStatisticIsTheGreatestDistance() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            float[] before = values(random, random.nextInt(1, 40));
            float[] now = values(random, random.nextInt(1, 40));
            double most = 0;
            for (float at : before) {
                most = Math.max(most, Math.abs(share(before, at) - share(now, at)));
            }
            for (float at : now) {
                most = Math.max(most, Math.abs(share(before, at) - share(now, at)));
            }

            assertThat(Drift.kolmogorovSmirnov(before, now))
                    .as("seed %d", seed)
                    .isCloseTo(most, within(1e-12));
        }
    }

    @Test
    void theStabilityIndexIsWorkedByHand() {
        Baseline baseline = new Baseline(new float[] {1}, new long[] {50, 50, 0});

        assertThat(baseline.psi(new long[] {25, 75, 0}))
                .isCloseTo(-0.25 * Math.log(0.5) + 0.25 * Math.log(1.5), within(1e-12));
        assertThat(baseline.psi(new long[] {50, 50, 0})).isZero();
        assertThat(baseline.psi(new long[3])).isNaN();
        assertThat(baseline.psi(new long[] {0, 0, 9})).isGreaterThan(5);
    }

    @Test
    void aBaselineCountsEveryValueOnceInRisingBins() {
        Random random = new Random(2);
        float[] values = new float[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 10 == 0 ? Float.NaN : (float) random.nextGaussian();
        }

        Baseline baseline = Baseline.of(values);

        assertThat(baseline.counts()).hasSize(Baseline.BINS + 1);
        assertThat(Arrays.stream(baseline.counts()).sum()).isEqualTo(10_000);
        assertThat(baseline.counts()[Baseline.BINS]).isEqualTo(1000);
        for (int bin = 0; bin < Baseline.BINS; bin++) {
            assertThat(baseline.counts()[bin]).isBetween(890L, 910L);
        }
    }

    @Test
    void fewDifferentValuesMakeFewBins() {
        Baseline baseline = Baseline.of(new float[] {0, 0, 0, 0, 0, 0, 1, 1});

        assertThat(baseline.uppers()).containsExactly(0f);
        assertThat(baseline.counts()).containsExactly(6, 2, 0);
        assertThat(Baseline.of(new float[0]).counts()).containsExactly(0, 0);
    }

    private static float[] values(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(9) - 4;
        }
        return values;
    }

    private static double share(float[] values, float upTo) {
        int count = 0;
        for (float value : values) {
            count += value <= upTo ? 1 : 0;
        }
        return (double) count / values.length;
    }
}
