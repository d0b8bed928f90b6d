package io.onefold.scoring.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onefold.model.OnefoldException;
import io.onefold.scoring.Score;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void withAThousandFraudsTheCurveIsIsotonic() {
        assertThat(calibration(40_000, 1000).curve()).isInstanceOf(Isotonic.class);
        assertThat(calibration(40_000, 999).curve()).isInstanceOf(Platt.class);
    }

    @Test
    void probabilitiesNeverFallAndScoresAreWithinBounds() {
        for (int frauds : new int[] {20, 999, 1000, 5000}) {
            Calibration calibration = calibration(20_000, frauds);
            double before = 0;
            for (float margin = -12; margin < 12; margin += 0.01f) {
                Score score = calibration.score(margin);
                assertThat(score.probability()).isGreaterThanOrEqualTo(before);
                assertThat(score.confidence()).isBetween(0.0, 1.0);
                before = score.probability();
            }
        }
    }

    /// Margins are drawn so that the true curve is a sigmoid of known slope and intercept.
    @Test
    void plattFindsThePlantedSigmoid() {
        Random random = new Random(21);
        float[] margins = new float[60_000];
        boolean[] frauds = new boolean[margins.length];
        for (int i = 0; i < margins.length; i++) {
            margins[i] = (float) random.nextGaussian() * 2;
            frauds[i] = random.nextDouble() < 1 / (1 + Math.exp(-(0.7 * margins[i] - 2.5)));
        }

        Platt platt = Platt.fit(MarginSample.of(margins, frauds));

        assertThat(platt.slope()).isCloseTo(0.7, within(0.02));
        assertThat(platt.intercept()).isCloseTo(-2.5, within(0.05));
    }

    /// Smoothed targets keep the slope finite: a search over a fine grid finds no better sigmoid.
    @Test
    void plattOfSeparatedRowsIsTheBestOfAGrid() {
        float[] margins = {-3, -2, -1, 0, 1, 2};
        boolean[] frauds = {false, false, false, false, true, true};

        Platt platt = Platt.fit(MarginSample.of(margins, frauds));

        double ours = loss(platt.slope(), platt.intercept(), margins, frauds);
        double best = Double.POSITIVE_INFINITY;
        for (double slope = 0; slope < 10; slope += 0.01) {
            for (double intercept = -10; intercept < 10; intercept += 0.01) {
                best = Math.min(best, loss(slope, intercept, margins, frauds));
            }
        }
        assertThat(ours).isLessThanOrEqualTo(best).isCloseTo(best, within(1e-3));
    }

    @Test
    void confidenceGrowsWithTheRowsOfABin() {
        Calibration few = calibration(400, 20);
        Calibration many = calibration(40_000, 999);

        assertThat(many.score(0).confidence()).isGreaterThan(few.score(0).confidence());
        assertThat(Arrays.stream(many.bins().rows()).sum()).isEqualTo(40_000);
    }

    @Test
    void oneKindAloneIsRefused() {
        assertThatThrownBy(() -> Calibration.fit(new float[] {1, 2}, new boolean[2]))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("0 of 2 rows are frauds");
    }

    @Test
    void aModelThatSaysTheOppositeIsRefused() {
        float[] margins = {3, 2, 1, 0};
        boolean[] frauds = {false, false, true, true};

        assertThatThrownBy(() -> Calibration.fit(margins, frauds))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("would fall with the margin");
    }

    private static Calibration calibration(int rows, int frauds) {
        Random random = new Random(rows + frauds);
        float[] margins = new float[rows];
        boolean[] labels = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i < frauds;
            margins[i] = (float) random.nextGaussian() + (labels[i] ? 1.5f : -1.5f);
        }
        return Calibration.fit(margins, labels);
    }

    private static double loss(double slope, double intercept, float[] margins, boolean[] frauds) {
        int hits = 0;
        for (boolean fraud : frauds) {
            hits += fraud ? 1 : 0;
        }
        double loss = 0;
        for (int i = 0; i < margins.length; i++) {
            double target =
                    frauds[i] ? (hits + 1.0) / (hits + 2.0) : 1 / (frauds.length - hits + 2.0);
            double p = 1 / (1 + Math.exp(-(slope * margins[i] + intercept)));
            loss -= target * Math.log(p) + (1 - target) * Math.log(1 - p);
        }
        return loss;
    }
}
