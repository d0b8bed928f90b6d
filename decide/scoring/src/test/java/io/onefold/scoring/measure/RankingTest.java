package io.onefold.scoring.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {

    /// The example of scikit-learn's documentation of `roc_auc_score` and
    /// `average_precision_score`.
    @Test
    void thePublishedExampleIsMet() {
        double[] scores = {0.1, 0.4, 0.35, 0.8};
        boolean[] frauds = {false, false, true, true};

        assertThat(Ranking.auc(scores, frauds)).isEqualTo(0.75);
        assertThat(Ranking.averagePrecision(scores, frauds)).isCloseTo(0.8333333, within(1e-6));
    }

    @Test
    void bothAreTheirDefinitionsTermByTerm() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int size = random.nextInt(2, 80);
            double[] scores = new double[size];
            boolean[] frauds = new boolean[size];
            frauds[0] = true;
            for (int i = 0; i < size; i++) {
                scores[i] = random.nextInt(15) == 0 ? -0.0 : random.nextInt(12) / 4.0;
                frauds[i] = i == 0 || (i > 1 && random.nextInt(3) == 0);
            }

            assertThat(Ranking.auc(scores, frauds))
                    .as("seed %d", seed)
                    .isCloseTo(pairs(scores, frauds), within(1e-12));
            assertThat(Ranking.averagePrecision(scores, frauds))
                    .as("seed %d", seed)
                    .isCloseTo(steps(scores, frauds), within(1e-12));
        }
    }

    @Test
    void withOneKindAloneThereIsNoOrder() {
        assertThat(Ranking.auc(new double[] {1, 2}, new boolean[2])).isNaN();
        assertThat(Ranking.averagePrecision(new double[] {1, 2}, new boolean[2])).isNaN();
    }

    @Test
    void aScoreThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Ranking.auc(new double[] {1, Double.NaN}, new boolean[2]))
                .hasMessageContaining("score 1 is NaN");
    }

    /// Every pair of a fraud and another.
    private static double pairs(double[] scores, boolean[] frauds) {
        double won = 0;
        double all = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (frauds[i] && !frauds[j]) {
                    all++;
                    won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return won / all;
    }

    /// Every threshold: what recall gains, at the precision there.
    private static double steps(double[] scores, boolean[] frauds) {
        double sum = 0;
        double recallBefore = 0;
        for (double threshold = 4; threshold > -1; threshold -= 0.25) {
            Confusion at = Confusion.at(threshold, scores, frauds);
            if (at.found() + at.disturbed() > 0) {
                sum += (at.recall() - recallBefore) * at.precision();
                recallBefore = at.recall();
            }
        }
        return sum;
    }
}
