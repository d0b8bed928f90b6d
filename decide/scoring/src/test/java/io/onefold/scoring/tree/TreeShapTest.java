package io.onefold.scoring.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.DMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Contributions against the definition, term by term, and against XGBoost.
class TreeShapTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6, 8, 11})
    void contributionsAreTheShapleyValuesOfTheDefinition(int depth) throws Exception {
        Peer peer = Peer.trained(depth, 3000, 7, 20, Map.of("max_depth", depth));
        Forest forest = peer.forest();
        TreeShap shap = TreeShap.of(forest);
        for (int r = 0; r < 40; r++) {
            float[] row = Arrays.copyOfRange(peer.rows(), r * 7, r * 7 + 7);

            double[] contributions = shap.contributions(row);

            double[] expected = BruteForceShap.of(forest.model(), row);
            assertThat(contributions).containsExactly(expected, within(1e-9));
            assertThat(Arrays.stream(contributions).sum())
                    .isCloseTo(forest.margin(row), within(1e-5));
        }
    }

    @Test
    void contributionsAreXgboostsOwn() throws Exception {
        Peer peer = Peer.trained(5, 3000, 30, 100, Map.of("max_depth", 6));
        TreeShap shap = TreeShap.of(peer.forest());
        DMatrix matrix = new DMatrix(peer.rows(), 3000, 30, Float.NaN);

        float[][] expected = peer.booster().predictContrib(matrix, 0);

        matrix.dispose();
        for (int r = 0; r < 3000; r++) {
            double[] ours =
                    shap.contributions(Arrays.copyOfRange(peer.rows(), r * 30, r * 30 + 30));
            for (int f = 0; f <= 30; f++) {
                assertThat(ours[f]).isCloseTo(expected[r][f], within(2e-5));
            }
        }
    }

    @Test
    void randomTreesWithEmptySidesAreExplained() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            TreeModel model = RandomTrees.model(random, 6, 3);
            Forest forest = Forest.of(model);
            float[] row = RandomTrees.row(random, 6);

            double[] contributions = TreeShap.of(forest).contributions(row);

            assertThat(contributions)
                    .as("seed %d", seed)
                    .containsExactly(BruteForceShap.of(model, row), within(1e-9));
            assertThat(Arrays.stream(contributions).sum())
                    .as("seed %d", seed)
                    .isCloseTo(forest.margin(row), within(1e-5));
        }
    }

    @Test
    void aForestOfLeavesHasNoContributions() {
        Tree leaf = RandomTrees.leaf(0.25f);
        Forest forest =
                Forest.of(new TreeModel("xgboost-json", 0.5f, 2, List.of(), List.of(leaf, leaf)));

        assertThat(TreeShap.of(forest).contributions(new float[] {1, 2}))
                .containsExactly(0, 0, 1.0);
    }
}
