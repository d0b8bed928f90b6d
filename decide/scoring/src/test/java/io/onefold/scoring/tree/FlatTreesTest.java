package io.onefold.scoring.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The flat walk against the walk by pointers, over trees of any shape and rows of any value.
class FlatTreesTest {

    private static final int FEATURES = 9;

    @Test
    void everyForestIsWalkedAsItsTreesAre() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            TreeModel model = RandomTrees.model(random, FEATURES, random.nextInt(14));
            Forest forest = Forest.of(model);
            for (int r = 0; r < 50; r++) {
                float[] row = RandomTrees.row(random, FEATURES);
                assertThat(Float.floatToRawIntBits(forest.margin(row)))
                        .as("seed %d, row %d", seed, r)
                        .isEqualTo(Float.floatToRawIntBits(walked(model, row)));
            }
        }
    }

    @Test
    void aBatchIsScoredAsItsRowsAre() {
        Random random = new Random(3);
        Forest forest = Forest.of(RandomTrees.model(random, FEATURES, 21));
        float[] rows = new float[333 * FEATURES];
        for (int r = 0; r < 333; r++) {
            System.arraycopy(RandomTrees.row(random, FEATURES), 0, rows, r * FEATURES, FEATURES);
        }
        float[] margins = new float[333];

        forest.margins(rows, margins);

        for (int r = 0; r < 333; r++) {
            assertThat(margins[r]).isEqualTo(forest.margin(rows, r * FEATURES));
        }
    }

    @Test
    void aPlacedForestReadsItsFeaturesElsewhere() {
        Random random = new Random(4);
        Forest forest = Forest.of(RandomTrees.model(random, 3, 10));
        Forest placed = forest.placed(new int[] {4, 0, 2}, List.of("b", "x", "c", "y", "a"));
        for (int r = 0; r < 100; r++) {
            float[] row = RandomTrees.row(random, 3);
            float[] wide = {row[1], Float.NaN, row[2], 7, row[0]};

            assertThat(placed.margin(wide)).isEqualTo(forest.margin(row));
            double[] narrow = TreeShap.of(forest).contributions(row);
            double[] contributions = TreeShap.of(placed).contributions(wide);
            assertThat(contributions)
                    .containsExactly(narrow[1], 0, narrow[2], 0, narrow[0], narrow[3]);
        }
    }

    @Test
    void aRowThatIsTooShortIsRefused() {
        Forest forest = Forest.of(RandomTrees.model(new Random(1), FEATURES, 4));

        assertThat(
                        IntStream.range(0, FEATURES)
                                .filter(length -> refuses(forest, new float[length])))
                .hasSize(FEATURES);
    }

    private static boolean refuses(Forest forest, float[] row) {
        try {
            forest.margin(row);
            return false;
        } catch (IllegalArgumentException e) {
            return e.getMessage().contains("feature plan");
        }
    }

    private static float walked(TreeModel model, float[] row) {
        float sum = model.baseMargin();
        for (Tree tree : model.trees()) {
            sum += tree.walk(row, 0);
        }
        return sum;
    }
}
