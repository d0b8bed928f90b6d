package io.onefold.scoring.evaluate;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.run.Progress;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.measure.CardPrecision;
import io.onefold.scoring.measure.Ranking;
import io.onefold.scoring.train.LabelledRows;
import io.onefold.scoring.train.TrainSplit;
import io.onefold.scoring.train.Trainer;
import io.onefold.scoring.tree.Forest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Trains candidates on the splits of a protocol and measures them on the days after.
public final class Evaluation {

    private static final int CARDS_A_DAY = 100;

    private final Protocol protocol;
    private final HistoryMatrix matrix;
    private final Trainer trainer;

    private Evaluation(Protocol protocol, HistoryMatrix matrix, Progress progress) {
        this.protocol = protocol;
        this.matrix = matrix;
        this.trainer = new Trainer(progress);
    }

    /// Computes the features of every split of a protocol from the payments of the past.
    ///
    /// @throws OnefoldException (UNPROCESSABLE) when the history has no payments in them
    public static Evaluation of(Protocol protocol, PaymentHistory history, Progress progress) {
        FeaturePlan plan =
                FeaturePlan.compile(FeatureCatalogue.standard(), protocol.features().names());
        Instant from = protocol.first().trainFrom();
        Instant to = protocol.splits().getLast().testTo();
        HistoryMatrix matrix =
                HistoryMatrix.of(history, FeatureCatalogue.standard(), plan, from, to);
        if (matrix.size() == 0) {
            throw new OnefoldException(
                    ErrorCode.UNPROCESSABLE,
                    "protocol "
                            + protocol.name()
                            + " looks at payments from "
                            + from
                            + " to "
                            + to
                            + ", and the history has none; choose the history it is made for");
        }
        return new Evaluation(protocol, matrix, progress);
    }

    /// What a candidate reaches on each split.
    ///
    /// @param folds the first so many splits
    public List<Evaluated> run(Candidate candidate, int folds) {
        List<Evaluated> reached = new ArrayList<>();
        for (TimeSplit split : protocol.splits().subList(0, folds)) {
            reached.add(run(candidate, split));
        }
        return reached;
    }

    private Evaluated run(Candidate candidate, TimeSplit split) {
        LabelledRows train = matrix.labelled(split.trainRows(matrix), split.testFrom());
        byte[] trained = trainer.train(TrainSplit.of(train), candidate.parameters());
        int[] testRows = split.testRows(matrix, protocol.dropKnownCards());
        LabelledRows test = matrix.labelled(testRows, Instant.MAX);
        double[] scores = scores(Forest.read(trained), test);
        long[] days = Arrays.stream(testRows).mapToLong(row -> split.day(matrix, row)).toArray();
        String[] cards = Arrays.stream(testRows).mapToObj(matrix::card).toArray(String[]::new);
        return new Evaluated(
                candidate.name(),
                split.trainFrom(),
                train.size(),
                train.fraudCount(),
                test.size(),
                test.fraudCount(),
                Ranking.auc(scores, test.frauds()),
                Ranking.averagePrecision(scores, test.frauds()),
                CardPrecision.atTop(CARDS_A_DAY, scores, test.frauds(), days, cards));
    }

    private static double[] scores(Forest forest, LabelledRows rows) {
        double[] scores = new double[rows.size()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = forest.margin(rows.values(), row * rows.width());
        }
        return scores;
    }
}
