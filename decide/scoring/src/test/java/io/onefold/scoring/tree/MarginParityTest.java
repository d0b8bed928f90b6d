package io.onefold.scoring.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// XGBoost is the oracle of its own margins, bit by bit.
class MarginParityTest {

    @ParameterizedTest
    @CsvSource({
        "4, 50, exact, 0.5, 1",
        "6, 101, hist, 0.5, 1",
        "8, 30, exact, 0.013, 1",
        "13, 23, hist, 0.5, 1",
        "1, 7, exact, 0.9, 1",
        "5, 5, exact, 0.5, 9",
    })
    void everyMarginIsXgboostsOwn(
            int depth, int rounds, String method, double base, int parallelTrees) throws Exception {
        Peer peer =
                Peer.trained(
                        depth,
                        4000,
                        11,
                        rounds,
                        Map.of(
                                "max_depth",
                                depth,
                                "tree_method",
                                method,
                                "base_score",
                                base,
                                "num_parallel_tree",
                                parallelTrees,
                                "subsample",
                                0.8));
        float[] rows = Peer.rows(99, 20_000, 11);

        assertThat(margins(peer.forest(), rows)).isEqualTo(bits(peer.margins(rows)));
        assertThat(margins(Forest.read(peer.booster().toByteArray("ubj")), rows))
                .isEqualTo(bits(peer.margins(rows)));
    }

    private static int[] margins(Forest forest, float[] rows) {
        float[] margins = new float[rows.length / forest.featureCount()];
        forest.margins(rows, margins);
        return bits(margins);
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
