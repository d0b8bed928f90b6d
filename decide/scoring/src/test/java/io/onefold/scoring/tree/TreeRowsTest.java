package io.onefold.scoring.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The rows of the specification that are about trees.
class TreeRowsTest {

    private static final int ROWS = 1_000_000;
    private static final int BATCH = 50_000;
    private static final int FEATURES = 15;
    private static final long SEED = 5;

    @Test
    @Tag("decisions-5")
    void marginsOfAMillionRowsAreXgboostsOwn() throws Exception {
        Peer peer = Peer.trained(SEED, 20_000, FEATURES, 100, Map.of("max_depth", 6));
        Forest forest = peer.forest();
        float[] thresholds = thresholds(forest);
        Random random = new Random(SEED);
        int different = 0;
        for (int done = 0; done < ROWS; done += BATCH) {
            float[] rows = hardRows(random, thresholds);
            float[] ours = new float[BATCH];
            forest.margins(rows, ours);
            float[] theirs = peer.margins(rows);
            for (int i = 0; i < BATCH; i++) {
                boolean same =
                        Float.floatToRawIntBits(ours[i]) == Float.floatToRawIntBits(theirs[i]);
                different += same ? 0 : 1;
            }
        }
        System.out.printf(
                "decisions-5: %d rows, %d trees, seed %d: %d margins differ%n",
                ROWS, forest.treeCount(), SEED, different);
        assertThat(different).isZero();
    }

    @Test
    @Tag("decisions-6")
    void contributionsSumToTheMarginAndFollowTheDefinition() throws Exception {
        Peer peer = Peer.trained(SEED, 5000, 10, 60, Map.of("max_depth", 6));
        Forest forest = peer.forest();
        TreeShap shap = TreeShap.of(forest);
        double sumMost = 0;
        for (int r = 0; r < 5000; r++) {
            float[] row = Arrays.copyOfRange(peer.rows(), r * 10, r * 10 + 10);
            double sum = Arrays.stream(shap.contributions(row)).sum();
            sumMost = Math.max(sumMost, Math.abs(sum - forest.margin(row)));
        }
        double valueMost = 0;
        for (int r = 0; r < 40; r++) {
            float[] row = Arrays.copyOfRange(peer.rows(), r * 10, r * 10 + 10);
            double[] expected = BruteForceShap.of(forest.model(), row);
            double[] ours = shap.contributions(row);
            for (int f = 0; f <= 10; f++) {
                valueMost = Math.max(valueMost, Math.abs(ours[f] - expected[f]));
            }
        }
        System.out.printf(
                "decisions-6: sums differ by %.1e at most in 5,000 rows, values by %.1e in 40%n",
                sumMost, valueMost);
        assertThat(sumMost).isLessThanOrEqualTo(1e-5);
        assertThat(valueMost).isLessThanOrEqualTo(1e-5);
    }

    private static float[] thresholds(Forest forest) {
        float[] thresholds = new float[0];
        for (Tree tree : forest.model().trees()) {
            int before = thresholds.length;
            thresholds = Arrays.copyOf(thresholds, before + tree.size());
            System.arraycopy(tree.threshold(), 0, thresholds, before, tree.size());
        }
        return thresholds;
    }

    /// Values on a threshold, just beside one, unknown, either zero, the largest, or any.
    private static float[] hardRows(Random random, float[] thresholds) {
        float[] rows = new float[BATCH * FEATURES];
        for (int i = 0; i < rows.length; i++) {
            float threshold = thresholds[random.nextInt(thresholds.length)];
            rows[i] =
                    switch (random.nextInt(10)) {
                        case 0 -> Float.NaN;
                        case 1 -> -0f;
                        case 2 -> 0f;
                        case 3, 4 -> threshold;
                        case 5 -> Math.nextUp(threshold);
                        case 6 -> Math.nextDown(threshold);
                        case 7 -> random.nextBoolean() ? Float.MAX_VALUE : -Float.MAX_VALUE;
                        default -> (float) random.nextGaussian();
                    };
        }
        return rows;
    }
}
