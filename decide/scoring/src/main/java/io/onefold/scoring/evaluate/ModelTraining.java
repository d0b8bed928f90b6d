package io.onefold.scoring.evaluate;

import io.onefold.model.run.Progress;
import io.onefold.scoring.calibrate.Calibration;
import io.onefold.scoring.feature.FeatureSet;
import io.onefold.scoring.measure.Baseline;
import io.onefold.scoring.measure.Metrics;
import io.onefold.scoring.registry.Lineage;
import io.onefold.scoring.registry.ModelArtefact;
import io.onefold.scoring.registry.ModelCard;
import io.onefold.scoring.registry.ModelDraft;
import io.onefold.scoring.train.LabelledRows;
import io.onefold.scoring.train.LeakageGate;
import io.onefold.scoring.train.OutOfFold;
import io.onefold.scoring.train.TrainSplit;
import io.onefold.scoring.train.Trainer;
import io.onefold.scoring.train.TrainingParameters;
import io.onefold.scoring.tree.Forest;
import io.onefold.scoring.tree.TreeShap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// Makes a model that may be registered out of a period of history: trained on its first part,
/// calibrated by models that did not see what they calibrate, measured and looked through for leaks
/// on its last part.
public final class ModelTraining {

    /// Rows that are explained for the importance of features.
    private static final int EXPLAINED_ROWS = 2000;

    private final HistoryMatrix matrix;
    private final Order order;
    private final int[] testRows;
    private final Trainer trainer;

    private ModelTraining(HistoryMatrix matrix, Order order, int[] testRows, Trainer trainer) {
        this.matrix = matrix;
        this.order = order;
        this.testRows = testRows;
        this.trainer = trainer;
    }

    /// What is to be trained.
    ///
    /// @param fraudType the wire name of the type it scores
    /// @param features what it learns from; the matrix has these
    /// @param split when it learns and when it is measured
    /// @param parameters how it learns
    /// @param dataSnapshot the table and its snapshot
    /// @param codeVersion of Onefold
    /// @param trainedAt now
    /// @param author who asks for it
    public record Order(
            String fraudType,
            FeatureSet features,
            TimeSplit split,
            TrainingParameters parameters,
            String dataSnapshot,
            String codeVersion,
            Instant trainedAt,
            String author) {

        public Order {
            Objects.requireNonNull(fraudType);
            Objects.requireNonNull(features);
            Objects.requireNonNull(split);
            Objects.requireNonNull(parameters);
        }
    }

    /// Trains a model and says all that a registry wants to know of it, whether the leakage gate
    /// held or not.
    ///
    /// @throws io.onefold.model.OnefoldException (UNPROCESSABLE) with too few frauds
    public static ModelDraft train(HistoryMatrix matrix, Order order, Progress progress) {
        int[] testRows = order.split().testRows(matrix, true);
        int models = 1 + OutOfFold.FOLDS + LeakageGate.deals(testRows.length);
        try (Progress.Task whole =
                progress.begin(
                        "train " + order.fraudType(),
                        (long) models * order.parameters().rounds())) {
            return new ModelTraining(matrix, order, testRows, new Trainer(within(whole))).draft();
        }
    }

    /// What the models of a training do, told as one task.
    private static Progress within(Progress.Task whole) {
        return (label, total) ->
                new Progress.Task() {
                    @Override
                    public void add(long done) {
                        whole.add(done);
                    }

                    @Override
                    public void close() {}
                };
    }

    private ModelDraft draft() {
        TimeSplit split = order.split();
        LabelledRows learned = matrix.labelled(split.trainRows(matrix), split.testFrom());
        TrainSplit train = TrainSplit.of(learned);
        byte[] forest = trainer.train(train, order.parameters());
        float[] margins = OutOfFold.margins(trainer, train, order.parameters());
        Calibration calibration = Calibration.fit(margins, learned.frauds());
        ModelArtefact artefact =
                new ModelArtefact(
                        forest,
                        calibration,
                        learned.features(),
                        hash(),
                        matrix.plan().dictionaries(),
                        IntStream.range(0, learned.width())
                                .mapToObj(column -> Baseline.of(learned.column(column)))
                                .toList());
        return new ModelDraft(
                order.fraudType(),
                artefact,
                lineage(learned),
                card(train, margins, Forest.read(forest), calibration),
                order.author());
    }

    private Lineage lineage(LabelledRows learned) {
        return new Lineage(
                order.dataSnapshot(),
                learned.size(),
                learned.fraudCount(),
                order.split().trainFrom(),
                order.split().trainTo(),
                order.features().name(),
                hash(),
                order.codeVersion(),
                order.parameters().seed(),
                order.parameters().described(learned.size()),
                Trainer.LIBRARY,
                Lineage.thisJdk(),
                Lineage.thisPlatform(),
                order.trainedAt(),
                order.author());
    }

    private ModelCard card(
            TrainSplit train, float[] outOfFold, Forest forest, Calibration calibration) {
        TimeSplit split = order.split();
        int[] rows = testRows;
        LabelledRows holdOut = matrix.labelled(rows, Instant.MAX);
        double[] probabilities = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            probabilities[row] =
                    calibration.probability(forest.margin(holdOut.values(), row * holdOut.width()));
        }
        int[] all = IntStream.range(0, rows.length).toArray();
        return new ModelCard(
                order.fraudType() + ", trained on " + split.trainFrom() + " to " + split.trainTo(),
                "Scores payments of this installation for its rules, its policy and its analysts."
                        + " It recommends; it decides nothing about a person by itself.",
                order.dataSnapshot()
                        + ", payments from "
                        + split.trainFrom()
                        + " to "
                        + split.trainTo()
                        + "; measured on "
                        + split.testFrom()
                        + " to "
                        + split.testTo()
                        + " without cards that were known to be compromised",
                metrics(rows, probabilities, holdOut, all),
                days(rows, probabilities, holdOut),
                importance(forest, holdOut),
                new LeakageGate(trainer)
                        .check(train, holdOut, order.parameters(), outOfFold, forest),
                List.of(
                        "It knows the kinds of fraud that were labelled in its period, no others.",
                        "Labels of the last days before training were not known to it.",
                        "A payment whose merchant or user has no history is judged by the rest."));
    }

    /// What the features added, on average, to the margins of rows spread over the test period.
    private static List<ModelCard.Importance> importance(Forest forest, LabelledRows holdOut) {
        TreeShap shap = TreeShap.of(forest);
        double[] sums = new double[holdOut.width()];
        int step = Math.max(1, holdOut.size() / EXPLAINED_ROWS);
        int explained = 0;
        for (int row = 0; row < holdOut.size(); row += step) {
            int begin = row * holdOut.width();
            double[] contributions =
                    shap.contributions(
                            Arrays.copyOfRange(holdOut.values(), begin, begin + holdOut.width()));
            for (int place = 0; place < sums.length; place++) {
                sums[place] += Math.abs(contributions[place]);
            }
            explained++;
        }
        int rows = Math.max(1, explained);
        return IntStream.range(0, sums.length)
                .mapToObj(
                        place ->
                                new ModelCard.Importance(
                                        holdOut.features().get(place), sums[place] / rows))
                .sorted(Comparator.comparingDouble(ModelCard.Importance::importance).reversed())
                .toList();
    }

    /// The measures day by day.
    private List<ModelCard.Slice> days(int[] rows, double[] probabilities, LabelledRows holdOut) {
        List<ModelCard.Slice> slices = new ArrayList<>();
        for (long day = 0; day < order.split().test().toDays(); day++) {
            long wanted = day;
            int[] places =
                    IntStream.range(0, rows.length)
                            .filter(place -> order.split().day(matrix, rows[place]) == wanted)
                            .toArray();
            if (places.length > 0) {
                slices.add(
                        new ModelCard.Slice(
                                "day " + (day + 1) + " of testing",
                                metrics(rows, probabilities, holdOut, places)));
            }
        }
        return slices;
    }

    /// The measures of some of the test rows.
    private Metrics metrics(
            int[] rows, double[] probabilities, LabelledRows holdOut, int[] places) {
        double[] scores = new double[places.length];
        boolean[] frauds = new boolean[places.length];
        long[] days = new long[places.length];
        String[] cards = new String[places.length];
        for (int i = 0; i < places.length; i++) {
            scores[i] = probabilities[places[i]];
            frauds[i] = holdOut.frauds()[places[i]];
            days[i] = order.split().day(matrix, rows[places[i]]);
            cards[i] = matrix.card(rows[places[i]]);
        }
        return Metrics.of(scores, frauds, days, cards);
    }

    private String hash() {
        return "sha256:" + HexFormat.of().formatHex(order.features().hash());
    }
}
