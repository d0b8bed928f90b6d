package io.onefold.scoring.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.OnefoldException;
import io.onefold.scoring.Score;
import io.onefold.scoring.calibrate.Calibration;
import io.onefold.scoring.calibrate.Isotonic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelArtefactTest {

    @Test
    void aFileComesBackAsItWas() {
        for (int frauds : new int[] {50, 1200}) {
            Calibration calibration = Models.calibration(frauds);
            ModelArtefact artefact =
                    new ModelArtefact(
                            Models.forest(2),
                            calibration,
                            List.of("amount", "category"),
                            "sha256:abc",
                            Models.artefact(2).dictionaries(),
                            Models.artefact(2).baselines());

            ModelArtefact read = ModelArtefact.read(artefact.bytes(), artefact.hash());

            assertThat(read.bytes()).isEqualTo(artefact.bytes());
            assertThat(read.hash()).isEqualTo(artefact.hash()).matches("sha256:[0-9a-f]{64}");
            assertThat(read.forest()).isEqualTo(artefact.forest());
            assertThat(read.features()).isEqualTo(artefact.features());
            assertThat(read.dictionaries().get("category").words())
                    .containsExactly("toys", "süß \"tea\"", "books");
            assertThat(read.calibration().curve() instanceof Isotonic).isEqualTo(frauds > 1000);
            Random random = new Random(1);
            for (int i = 0; i < 1000; i++) {
                float margin = (float) random.nextGaussian() * 3;
                assertThat(read.calibration().score(margin)).isEqualTo(calibration.score(margin));
            }
        }
    }

    @Test
    void everyChangedByteIsRefused() {
        byte[] file = Models.artefact(1).bytes();
        for (int i = 0; i < file.length; i++) {
            byte[] changed = file.clone();
            changed[i] ^= (byte) (1 << i % 8);
            assertThatThrownBy(() -> ModelArtefact.read(changed))
                    .as("byte %d", i)
                    .isInstanceOf(OnefoldException.class);
        }
        for (int length = 0; length < file.length; length += 7) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> ModelArtefact.read(cut)).isInstanceOf(OnefoldException.class);
        }
    }

    @Test
    void anotherModelsFileIsRefused() {
        byte[] file = Models.artefact(1).bytes();

        assertThatThrownBy(() -> ModelArtefact.read(file, Models.artefact(2).hash()))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("expected sha256:");
    }

    @Test
    void aModelScoresVectorsOfAnyPlanThatHasItsFeatures() {
        ModelArtefact artefact = Models.artefact(2);
        ScoringModel own = ScoringModel.of(artefact);
        ScoringModel wide =
                ScoringModel.bound(artefact, List.of("other", "category", "more", "amount"));

        for (float category : new float[] {0, 1.5f, 2, Float.NaN}) {
            Score score = own.score(new float[] {9, category});
            float[] vector = {Float.NaN, category, 3, 9};
            assertThat(wide.score(vector)).isEqualTo(score);
            assertThat(own.scoreOfMargin(score.margin())).isEqualTo(score);
            double[] narrow = own.contributions(new float[] {9, category});
            assertThat(wide.contributions(vector))
                    .containsExactly(0, narrow[1], 0, narrow[0], narrow[2]);
        }
        assertThat(own.margin(new float[] {9, 2})).isEqualTo(2f);
        assertThat(own.margin(new float[] {9, Float.NaN})).isEqualTo(-1f);
    }

    @Test
    void aPlanWithoutAFeatureOfTheModelIsRefused() {
        assertThatThrownBy(
                        () -> ScoringModel.bound(Models.artefact(1), List.of("amount", "categry")))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("no 'category'");
    }

    @Test
    void aForestThatAsksMoreThanIsNamedIsRefused() {
        ModelArtefact artefact =
                new ModelArtefact(
                        Models.forest(1),
                        Models.calibration(50),
                        List.of("amount"),
                        "sha256:abc",
                        Map.of(),
                        List.of());

        assertThatThrownBy(() -> ScoringModel.of(artefact))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("asks 2 features, 1 are named");
    }
}
