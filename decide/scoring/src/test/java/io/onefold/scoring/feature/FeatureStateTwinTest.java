package io.onefold.scoring.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every feature of the catalogue against its definition, on streams that never come in practice.
class FeatureStateTwinTest {

    private static final int PAYMENTS = 400;

    private static final FeaturePlan ALL =
            FeaturePlan.compile(FeatureCatalogue.standard(), FeatureCatalogue.standard().names());

    private final Twin twin = new Twin();
    private FeatureState state = new FeatureState(ALL);
    private final List<Paid> paid = new ArrayList<>();
    private final Map<String, Long> knownAt = new HashMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyFeatureIsWhatItsDefinitionSays(long seed) throws IOException {
        RandomStream stream = new RandomStream(seed);
        double[] found = new double[ALL.size()];
        for (int i = 0; i < PAYMENTS; i++) {
            Paid now = stream.payment();
            state.exactFeatures(ALL, now.payment(), found);
            compare(seed, now, found);
            state.add(now.payment());
            twin.add(now);
            paid.add(now);
            aside(stream);
            if (i == PAYMENTS / 2) {
                state = restored();
            }
        }
        assertThat(state.size().late()).as("seed %d has late payments", seed).isPositive();
    }

    @Test
    void aVectorOfANarrowPlanIsPartOfTheWideOne() {
        RandomStream stream = new RandomStream(77);
        FeaturePlan narrow = FeaturePlan.of(FeatureSet.HANDBOOK);
        FeatureState own = new FeatureState(narrow);
        int[] places = ALL.places(FeatureSet.HANDBOOK);
        float[] wide = new float[ALL.size()];
        float[] shared = new float[narrow.size()];
        float[] alone = new float[narrow.size()];
        for (int i = 0; i < PAYMENTS; i++) {
            Paid now = stream.payment();
            state.features(narrow, now.payment(), shared);
            state.featuresThenAdd(ALL, now.payment(), wide);
            own.featuresThenAdd(narrow, now.payment(), alone);
            assertThat(shared).isEqualTo(alone);
            float[] part = new float[narrow.size()];
            for (int place = 0; place < places.length; place++) {
                part[place] = wide[places[place]];
            }
            assertThat(part).isEqualTo(alone);
        }
    }

    private void aside(RandomStream stream) {
        if (stream.below(3) == 0) {
            AccountEvent event = stream.event();
            state.add(event);
            twin.add(event);
        }
        Paid of = paid.get(stream.below(paid.size()));
        String merchant = of.key(Entity.MERCHANT);
        if (stream.below(2) == 0 && merchant != null) {
            FraudLabel label = stream.label(of, merchant);
            long known = label.knownAt().toEpochMilli();
            if (known >= knownAt.getOrDefault(label.transaction(), Long.MIN_VALUE)) {
                knownAt.put(label.transaction(), known);
                state.label(label);
                twin.add(label);
            }
        }
    }

    private FeatureState restored() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.snapshot(bytes);
        FeatureState again =
                FeatureState.restore(
                        new ByteArrayInputStream(bytes.toByteArray()),
                        ALL,
                        FeatureSettings.DEFAULT);
        assertThat(again.size().entities()).isEqualTo(state.size().entities());
        return again;
    }

    private void compare(long seed, Paid now, double[] found) {
        for (int place = 0; place < ALL.size(); place++) {
            FeatureDefinition feature = ALL.features().get(place);
            double expected = twin.value(feature, now);
            assertThat(isRight(feature, expected, found[place]))
                    .as(
                            "seed %d: %s of %s is %s, expected %s",
                            seed, feature.name(), now, found[place], expected)
                    .isTrue();
        }
    }

    private static boolean isRight(FeatureDefinition feature, double expected, double found) {
        if (feature.type() != FeatureDefinition.Type.NUMBER) {
            return Double.compare(expected, found) == 0;
        }
        // near places and antipodes: the two formulas lose digits differently
        return Twin.near(expected, found)
                || (feature.name().equals("user_km_since_last")
                        && Math.abs(expected - found) < 1e-3);
    }
}
