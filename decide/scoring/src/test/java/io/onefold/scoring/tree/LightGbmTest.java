package io.onefold.scoring.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onefold.model.OnefoldException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// LightGBM is the oracle of its text models.
class LightGbmTest {

    private static final int FEATURES = 8;
    private static final int ROWS = 4000;

    private final float[] rows = Peer.rows(7, ROWS, FEATURES);

    @ParameterizedTest
    @ValueSource(strings = {"", "use_missing=false", "max_depth=3", "num_leaves=200"})
    void everyMarginIsLightGbmsUpToFloatRounding(String more) throws Exception {
        byte[] text = LightGbmPeer.trained(rows, labels(), FEATURES, more);
        Forest forest = Forest.read(text);
        float[] others = Peer.rows(8, ROWS, FEATURES);

        double[] expected = LightGbmPeer.margins(text, others, FEATURES);

        assertThat(forest.format()).isEqualTo("lightgbm");
        assertThat(forest.featureNames()).hasSize(FEATURES);
        for (int r = 0; r < ROWS; r++) {
            assertThat((double) forest.margin(others, r * FEATURES))
                    .isCloseTo(expected[r], within(2e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objective=binary sigmoid:1 -> objective=multiclass num_class:3 -> header.objective",
                "num_cat=0 -> num_cat=2 -> Tree=0.num_cat",
                "is_linear=0 -> is_linear=1 -> Tree=0.is_linear",
                "end of trees -> the end -> end of trees",
                "num_class=1 -> num_class=4 -> header.num_class",
                "num_leaves=31 -> num_leaves=30 -> Tree=0.leaf_value",
            })
    void whatIsNotSupportedIsNamed(String change) throws Exception {
        String[] parts = change.split(" -> ");
        String text =
                new String(
                        LightGbmPeer.trained(rows, labels(), FEATURES, ""), StandardCharsets.UTF_8);
        String changed = text.replace(parts[0], parts[1]);

        assertThat(changed).isNotEqualTo(text);
        assertThatThrownBy(() -> Forest.read(changed.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining(parts[2]);
    }

    @Test
    void zeroAsMissingIsRefused() throws Exception {
        byte[] text = LightGbmPeer.trained(rows, labels(), FEATURES, "zero_as_missing=true");

        assertThatThrownBy(() -> Forest.read(text))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("zero_as_missing");
    }

    private float[] labels() {
        float[] labels = new float[ROWS];
        for (int r = 0; r < ROWS; r++) {
            float first = rows[r * FEATURES];
            float second = rows[r * FEATURES + 1];
            labels[r] = Float.isNaN(first) || first + second * second > 0.7 ? 1 : 0;
        }
        return labels;
    }
}
