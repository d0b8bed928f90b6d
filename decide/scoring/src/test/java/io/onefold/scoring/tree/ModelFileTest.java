package io.onefold.scoring.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.OnefoldException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is no model, or none that is supported, is refused; nothing hangs or fills the memory.
class ModelFileTest {

    private static final int MUTATIONS = 4000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"gbtree\" -> \"dart\" -> learner.gradient_booster.name",
                "\"binary:logistic\" -> \"multi:softprob\" -> learner.objective.name",
                "\"num_class\":\"0\" -> \"num_class\":\"3\" -> learner_model_param.num_class",
                "\"tree_info\":[0, -> \"tree_info\":[1, -> model.tree_info",
                "\"categories_nodes\":[] -> \"categories_nodes\":[1] -> trees[0].categories_nodes",
                "\"split_type\":[0, -> \"split_type\":[1, -> trees[0].split_type",
                "\"left_children\":[1, -> \"left_children\":[0, -> trees[0]",
                "\"left_children\":[1, -> \"left_children\":[99, -> node 0 has the child 99",
                "\"left_children\":[1, -> \"left_children\":[2, -> two parents",
                "\"base_score\":\"5E-1\" -> \"base_score\":\"2E0\" -> learner_model_param.base_score",
                "\"sum_hessian\" -> \"sum_weights\" -> the field 'sum_hessian' is missing",
                "\"split_indices\":[ -> \"split_indices\":[9 -> of 4 features",
                "\"learner\":{ -> \"learner\":{{ -> not JSON at line 1",
            })
    void whatIsNotSupportedIsNamed(String change) throws Exception {
        String[] parts = change.split(" -> ");
        String model = new String(small("json"), StandardCharsets.UTF_8);
        String changed = model.replaceFirst(Pattern.quote(parts[0]), parts[1]);

        assertThat(changed).isNotEqualTo(model);
        assertThatThrownBy(() -> Forest.read(changed.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining(parts[2]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "{}", "[1]", "tree", "tree\nend of trees", "PK\3\4", "{i"})
    void garbageIsRefused(String text) {
        assertThatThrownBy(() -> Forest.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(OnefoldException.class)
                .hasMessageStartingWith("model file");
    }

    @Test
    void aLengthBeyondTheFileIsNotBelieved() {
        byte[] huge =
                "{L\0\0\0\0\0\0\0\1a[$d#L\0\0\0\177\177\177\177\177"
                        .getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> Forest.read(huge))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("more than the file holds");
    }

    @Test
    void nestingWithoutEndIsRefused() {
        String json = "{\"a\":" + "[".repeat(1_000_000);
        byte[] ubj = ("{i\1a" + "[".repeat(1_000_000)).getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> Forest.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(OnefoldException.class);
        assertThatThrownBy(() -> Forest.read(ubj))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("deeper than");
    }

    /// Whatever a byte becomes: a forest that scores, or a refusal that says so.
    @ParameterizedTest
    @ValueSource(strings = {"json", "ubj", "lightgbm"})
    void mutatedFilesAreReadOrRefused(String format) throws Exception {
        byte[] model = small(format);
        Random random = new Random(11);
        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> {
                    for (int i = 0; i < MUTATIONS; i++) {
                        byte[] mutated = mutated(model, random);
                        try {
                            Forest forest = Forest.read(mutated);
                            forest.margin(new float[forest.featureCount()]);
                        } catch (OnefoldException e) {
                            assertThat(e.getMessage()).startsWith("model file");
                        }
                    }
                });
    }

    private static byte[] mutated(byte[] model, Random random) {
        byte[] mutated = model.clone();
        switch (random.nextInt(4)) {
            case 0 -> mutated = Arrays.copyOf(mutated, random.nextInt(mutated.length));
            case 1 -> {
                int from = random.nextInt(mutated.length);
                int to = random.nextInt(mutated.length);
                int length = Math.min(64, mutated.length - Math.max(from, to));
                System.arraycopy(model, from, mutated, to, length);
            }
            default -> {
                for (int n = random.nextInt(1, 6); n > 0; n--) {
                    mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
                }
            }
        }
        return mutated;
    }

    private static byte[] small(String format) throws Exception {
        if (format.equals("lightgbm")) {
            float[] rows = Peer.rows(1, 500, 4);
            float[] labels = new float[500];
            for (int r = 0; r < 500; r++) {
                labels[r] = rows[r * 4] > 0.3 ? 1 : 0;
            }
            return LightGbmPeer.trained(rows, labels, 4, "num_leaves=4");
        }
        return Peer.trained(1, 500, 4, 6, Map.of("max_depth", 3)).booster().toByteArray(format);
    }
}
