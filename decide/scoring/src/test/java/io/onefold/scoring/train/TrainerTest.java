package io.onefold.scoring.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import io.onefold.scoring.measure.Ranking;
import io.onefold.scoring.tree.Forest;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private final Trainer trainer = new Trainer(Progress.SILENT);
    private final LabelledRows rows = Invented.rows(1, 0, 6000);
    private final TrainSplit split = TrainSplit.of(rows);

    @Test
    void theSameRowsGiveTheSameBytesWhateverTheThreads() {
        TrainingParameters exact = TrainingParameters.boosting().withRounds(30);
        TrainingParameters forest = TrainingParameters.randomForest();

        assertThat(trainer.train(split, exact))
                .isEqualTo(trainer.train(split, exact))
                .isEqualTo(trainer.train(split, exact.withThreads(2)))
                .isNotEqualTo(trainer.train(split, exact.withSeed(1)));
        assertThat(trainer.train(split, forest))
                .isEqualTo(trainer.train(split, forest.withThreads(2)));
    }

    @Test
    void boostingAndForestsLearnWhatIsThere() {
        LabelledRows later = Invented.rows(2, 6000, 4000);
        for (TrainingParameters parameters :
                new TrainingParameters[] {
                    TrainingParameters.boosting().withRounds(60), TrainingParameters.randomForest()
                }) {
            Forest forest = Forest.read(trainer.train(split, parameters));

            assertThat(forest.featureNames()).isEqualTo(Invented.FEATURES);
            assertThat(forest.baseMargin()).isZero();
            assertThat(forest.treeCount())
                    .isEqualTo(parameters.rounds() * parameters.parallelTrees());
            assertThat(auc(forest, later)).isGreaterThan(0.9);
        }
    }

    @Test
    void withLessThanAHundredFraudsNothingIsLearned() {
        int[] legit = IntStream.range(0, rows.size()).filter(i -> !rows.frauds()[i]).toArray();
        int[] frauds =
                IntStream.range(0, rows.size()).filter(i -> rows.frauds()[i]).limit(99).toArray();
        int[] few = Arrays.copyOf(legit, legit.length + 99);
        System.arraycopy(frauds, 0, few, legit.length, 99);

        assertThatThrownBy(
                        () ->
                                trainer.train(
                                        TrainSplit.of(rows.select(few)),
                                        TrainingParameters.boosting()))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("99 of")
                .hasMessageContaining("at least 100");
    }

    @Test
    void anInfiniteValueIsTold() {
        float[] values = rows.values().clone();
        values[9] = Float.POSITIVE_INFINITY;
        LabelledRows odd =
                new LabelledRows(rows.features(), values, rows.frauds(), rows.transactions());

        assertThatThrownBy(() -> trainer.train(TrainSplit.of(odd), TrainingParameters.boosting()))
                .isInstanceOf(OnefoldException.class)
                .hasMessageContaining("XGBoost fails");
    }

    @Test
    void theLibraryIsNamedWithItsVersion() throws Exception {
        Properties library = new Properties();
        try (InputStream in = Booster.class.getResourceAsStream("/xgboost4j-version.properties")) {
            library.load(in);
        }

        assertThat(Trainer.LIBRARY).isEqualTo("xgboost4j " + library.getProperty("version"));
    }

    @Test
    void everyRoundIsReported() {
        AtomicLong rounds = new AtomicLong();
        Progress progress =
                (label, total) ->
                        new Progress.Task() {
                            @Override
                            public void add(long done) {
                                rounds.addAndGet(done);
                            }

                            @Override
                            public void close() {}
                        };

        new Trainer(progress).train(split, TrainingParameters.boosting().withRounds(7));

        assertThat(rounds).hasValue(7);
    }

    @Test
    void undersamplingKeepsEveryFraud() {
        LabelledRows fewer = split.undersampled(0.1, 3).rows();

        assertThat(fewer.fraudCount()).isEqualTo(rows.fraudCount());
        assertThat(fewer.size() - fewer.fraudCount())
                .isBetween(
                        (rows.size() - rows.fraudCount()) / 12,
                        (rows.size() - rows.fraudCount()) / 8);
    }

    @Test
    void everyRowGetsAMarginOfAModelThatDidNotSeeIt() {
        TrainingParameters parameters = TrainingParameters.boosting().withRounds(40);

        float[] margins = OutOfFold.margins(trainer, split, parameters);

        double[] outside = new double[margins.length];
        for (int i = 0; i < outside.length; i++) {
            outside[i] = margins[i];
        }
        double inSample = auc(Forest.read(trainer.train(split, parameters)), rows);
        assertThat(Ranking.auc(outside, rows.frauds())).isBetween(0.85, inSample - 0.005);
    }

    private static double auc(Forest forest, LabelledRows rows) {
        double[] margins = new double[rows.size()];
        for (int i = 0; i < margins.length; i++) {
            margins[i] = forest.margin(rows.values(), i * rows.width());
        }
        return Ranking.auc(margins, rows.frauds());
    }
}
