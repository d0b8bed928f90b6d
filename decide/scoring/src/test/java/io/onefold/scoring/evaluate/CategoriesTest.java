package io.onefold.scoring.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.run.Progress;
import io.onefold.scoring.feature.Entity;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FeatureSet;
import io.onefold.scoring.feature.FeatureState;
import io.onefold.scoring.feature.FrozenDictionary;
import io.onefold.scoring.feature.Payment;
import io.onefold.scoring.feature.RequestFields;
import io.onefold.scoring.registry.ModelArtefact;
import io.onefold.scoring.train.TrainingParameters;
import io.onefold.scoring.tree.Forest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Words are learned from the training's own payments, and mean the same when payments are scored.
final class CategoriesTest {

    private static final long SEED = 5;
    private static final int A_DAY = 400;
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final TimeSplit SPLIT =
            new TimeSplit(START, Duration.ofDays(7), Duration.ofDays(7), Duration.ofDays(7));
    private static final FeatureCatalogue CATALOGUE =
            FeatureCatalogue.standard()
                    .withRequest(
                            new RequestFields(
                                    List.of(
                                            new RequestFields.Field(
                                                    "used_chip", RequestFields.Kind.FLAG),
                                            new RequestFields.Field(
                                                    "channel", RequestFields.Kind.CATEGORY))));
    private static final int CHANNEL = 1;
    private static final FeatureSet SET =
            new FeatureSet("test", List.of("amount_log1p", "channel", "used_chip"));

    /// Three weeks in which gift cards are fraud more often; `late` comes up after the training,
    /// and `rare` hardly ever.
    private static void history(
            RequestFields fields, Instant from, Instant to, Consumer<HistoryRow> rows) {
        Random random = new Random(SEED);
        HistoryRow row = new HistoryRow(new Payment(fields));
        for (int i = 0; i < 21 * A_DAY; i++) {
            long at = micros(START) + i * (86_400_000_000L / A_DAY);
            String word =
                    i % 2000 == 77
                            ? "rare"
                            : i > 8 * A_DAY && i % 3 == 0
                                    ? "late"
                                    : List.of("gift", "web", "shop").get(random.nextInt(3));
            boolean fraud = random.nextDouble() < (word.equals("gift") ? 0.3 : 0.01);
            if (at >= micros(from) && at < micros(to)) {
                row.payment().clear().atMicros(at).amount(BigDecimal.valueOf(random.nextInt(99)));
                row.payment().entity(Entity.USER, i % 500).entity(Entity.MERCHANT, i % 20);
                row.payment().word(CHANNEL, word);
                row.is("t" + i, fraud, at).wanted(true);
                rows.accept(row);
            }
        }
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Map<String, FrozenDictionary> fitted() {
        return Categories.fit(
                CategoriesTest::history, CATALOGUE, SET, SPLIT.trainFrom(), SPLIT.trainTo());
    }

    @Test
    void onlyFrequentWordsOfTheTrainingAreKnown() {
        Map<String, FrozenDictionary> words = fitted();

        assertThat(words).containsOnlyKeys("channel");
        assertThat(words.get("channel").words()).containsExactly("gift", "shop", "web");
    }

    @Test
    void withoutCategoriesNothingIsRead() {
        PaymentHistory unread =
                (fields, from, to, rows) -> {
                    throw new IllegalStateException("read");
                };
        assertThat(
                        Categories.fit(
                                unread,
                                CATALOGUE,
                                new FeatureSet("test", List.of("amount", "used_chip")),
                                START,
                                SPLIT.trainTo()))
                .isEmpty();
    }

    @Test
    void theModelCarriesTheWordsAndAnUnseenOneScoresAsUnknown() {
        System.out.println("seed " + SEED);
        FeaturePlan plan = FeaturePlan.compile(CATALOGUE, SET.names(), fitted());
        HistoryMatrix matrix =
                HistoryMatrix.of(
                        CategoriesTest::history,
                        CATALOGUE,
                        plan,
                        SPLIT.trainFrom(),
                        SPLIT.testTo());

        ModelArtefact model =
                ModelArtefact.read(
                        ModelTraining.train(
                                        matrix,
                                        new ModelTraining.Order(
                                                "credit_card",
                                                SET,
                                                SPLIT,
                                                TrainingParameters.boosting(),
                                                "test@1",
                                                "test",
                                                START,
                                                "max"),
                                        Progress.SILENT)
                                .artefact()
                                .bytes());

        FrozenDictionary kept = model.dictionaries().get("channel");
        assertThat(kept.words()).containsExactly("gift", "shop", "web");
        FeaturePlan serving =
                FeaturePlan.compile(CATALOGUE, model.features(), model.dictionaries());
        Forest forest = Forest.read(model.forest());
        float gift = margin(serving, forest, "gift");
        assertThat(gift).isGreaterThan(margin(serving, forest, "web"));
        assertThat(margin(serving, forest, "never seen"))
                .isEqualTo(margin(serving, forest, null))
                .isEqualTo(margin(serving, forest, "late"))
                .isEqualTo(margin(serving, forest, "rare"));
    }

    private static float margin(FeaturePlan plan, Forest forest, String word) {
        float[] vector = new float[plan.size()];
        new FeatureState(plan)
                .features(
                        plan,
                        new Payment(CATALOGUE.requestFields())
                                .at(START)
                                .amount(BigDecimal.valueOf(20))
                                .word(CHANNEL, word),
                        vector);
        return forest.margin(vector, 0);
    }
}
