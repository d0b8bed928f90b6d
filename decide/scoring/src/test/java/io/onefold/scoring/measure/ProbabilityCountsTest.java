package io.onefold.scoring.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Measures of counts are the measures of the rows that were counted.
final class ProbabilityCountsTest {

    private static final long SEED = 7;

    @Test
    void countsMeasureWhatTheirRowsMeasure() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            int rows = 2 + random.nextInt(500);
            int steps = random.nextBoolean() ? 10_000 : 20;
            double[] probabilities = new double[rows];
            boolean[] frauds = new boolean[rows];
            ProbabilityCounts counts = new ProbabilityCounts();
            for (int i = 0; i < rows; i++) {
                probabilities[i] = (double) random.nextInt(steps + 1) / steps;
                frauds[i] = i == 0 || (i > 1 && random.nextDouble() < probabilities[i]);
                counts.add(probabilities[i], frauds[i] ? 1 : 0, frauds[i] ? 0 : 1);
            }
            assertThat(counts.rows()).isEqualTo(rows);
            assertThat(counts.accuracy())
                    .isEqualTo(Confusion.at(0.5, probabilities, frauds).accuracy());
            assertThat(counts.auc()).isCloseTo(Ranking.auc(probabilities, frauds), within(1e-12));
            assertThat(counts.averagePrecision())
                    .isCloseTo(Ranking.averagePrecision(probabilities, frauds), within(1e-12));
            assertThat(counts.brier())
                    .isCloseTo(Probabilities.brier(probabilities, frauds), within(1e-12));
            assertThat(counts.calibrationError())
                    .isCloseTo(
                            Probabilities.expectedCalibrationError(probabilities, frauds),
                            within(1e-12));
        }
    }

    @Test
    void withoutRowsNothingIsKnown() {
        ProbabilityCounts none = new ProbabilityCounts();

        assertThat(none.accuracy()).isNaN();
        assertThat(none.averagePrecision()).isNaN();
        assertThat(none.calibrationError()).isNaN();
    }
}
