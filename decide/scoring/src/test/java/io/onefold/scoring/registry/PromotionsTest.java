package io.onefold.scoring.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionsTest {

    @ParameterizedTest
    @CsvSource({
        "CANDIDATE, SHADOW, 0, , ann, ",
        "CANDIDATE, SHADOW, 0, bt, bob, ",
        "SHADOW, CHALLENGER, 0.1, bt, bob, ",
        "CHALLENGER, CHAMPION, 0, bt, bob, ",
        "CANDIDATE, RETIRED, 0, , ann, ",
        "SHADOW, RETIRED, 0, , ann, ",
        "CHALLENGER, RETIRED, 0, , ann, ",
        "CHAMPION, RETIRED, 0, , ann, ",
        "CANDIDATE, CHALLENGER, 0.1, bt, bob, its next step is shadow",
        "CANDIDATE, CHAMPION, 0, bt, bob, its next step is shadow",
        "SHADOW, CHAMPION, 0, bt, bob, its next step is challenger",
        "SHADOW, CANDIDATE, 0, bt, bob, its next step is challenger",
        "CHAMPION, CHALLENGER, 0.1, bt, bob, its next step is rollback",
        "RETIRED, CHAMPION, 0, bt, bob, its next step is rollback",
        "RETIRED, RETIRED, 0, bt, bob, retired already",
        "SHADOW, CHALLENGER, 0.1, , bob, no backtest ran",
        "CHALLENGER, CHAMPION, 0, , bob, no backtest ran",
        "SHADOW, CHALLENGER, 0.1, bt, ann, a second person",
        "CHALLENGER, CHAMPION, 0, bt, ann, a second person",
        "CHALLENGER, CHAMPION, 0, bt, tom, a second person",
        "SHADOW, CHALLENGER, 0, bt, bob, the share 0.0",
        "SHADOW, CHALLENGER, 1, bt, bob, the share 1.0",
        "CHALLENGER, CHAMPION, 0.5, bt, bob, the share 0.5",
    })
    void theStepsAndTheirConditions(
            ModelState from,
            ModelState to,
            double share,
            @Nullable String backtest,
            String by,
            @Nullable String refusal) {
        Promotion promotion = new Promotion(to, share, backtest, by);
        ModelVersion model = model(from, true);

        if (refusal == null) {
            assertThatCode(() -> Promotions.check(model, promotion)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> Promotions.check(model, promotion))
                    .isInstanceOf(OnefoldException.class)
                    .hasMessageContaining(refusal)
                    .extracting(e -> ((OnefoldException) e).code())
                    .isEqualTo(ErrorCode.CONFLICT);
        }
    }

    @Test
    void aModelWhoseGateDidNotHoldDoesNotRise() {
        Promotion promotion = new Promotion(ModelState.SHADOW, 0, null, "bob");

        assertThatThrownBy(() -> Promotions.check(model(ModelState.CANDIDATE, false), promotion))
                .hasMessageContaining("leakage gate");
    }

    @Test
    void aUserAlwaysMeetsTheSameModelAndEachChallengerOtherUsers() {
        int first = 0;
        int both = 0;
        for (int i = 0; i < 20_000; i++) {
            boolean one = Promotions.challenges("sha256:a", "user-" + i, 0.2);
            boolean other = Promotions.challenges("sha256:b", "user-" + i, 0.2);
            first += one ? 1 : 0;
            both += one && other ? 1 : 0;
            assertThat(Promotions.challenges("sha256:a", "user-" + i, 0.2)).isEqualTo(one);
        }
        assertThat(first / 20_000.0).isCloseTo(0.2, within(0.01));
        assertThat(both / 20_000.0).isCloseTo(0.04, within(0.01));
        assertThat(Promotions.challenges("sha256:a", "user", 0)).isFalse();
        assertThat(Promotions.challenges("sha256:a", "user", 1)).isTrue();
    }

    @Test
    void aCardComesBackAsItWasAndReadsAsAPage() {
        ModelCard card = Models.card(true);

        assertThat(ModelCard.fromJson(card.json())).isEqualTo(card);
        assertThat(card.markdown())
                .contains("# credit_card \\| small", "## Metrics", "| shuffled-labels | 0.5000 |")
                .contains("amount above 100", "Knows three rows.", "| amount | 0.8100 |");
    }

    private static ModelVersion model(ModelState state, boolean gate) {
        return new ModelVersion(
                1,
                "credit_card",
                1,
                state,
                state == ModelState.CHALLENGER ? 0.1 : 0,
                "sha256:a",
                Models.lineage("tom"),
                Models.card(gate),
                "ann",
                null,
                Instant.EPOCH,
                null);
    }
}
