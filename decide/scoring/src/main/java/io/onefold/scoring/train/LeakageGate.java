package io.onefold.scoring.train;

import io.onefold.scoring.measure.Ranking;
import io.onefold.scoring.registry.GateCheck;
import io.onefold.scoring.tree.Forest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Looks for what makes a model seem better than it is: rows that stand on both sides, rows that
/// are no transaction, a feature that is the label, labels that can be learned by chance, folds
/// that score better than the future.
public final class LeakageGate {

    private static final double SHUFFLED_LEAST = 0.45;
    private static final double SHUFFLED_MOST = 0.55;
    private static final int DEALT_ROWS = 20_000;
    private static final int DEALS_MOST = 10;
    private static final double SINGLE_MOST = 0.98;
    private static final double OPTIMISM_MOST = 0.05;

    private final Trainer trainer;

    public LeakageGate(Trainer trainer) {
        this.trainer = trainer;
    }

    /// How many models of dealt labels are trained for a hold-out of so many rows.
    public static int deals(int holdOutRows) {
        return Math.clamp(DEALT_ROWS / Math.max(1, holdOutRows), 1, DEALS_MOST);
    }

    /// Every check, whether it holds or not.
    ///
    /// @param split what the model learned from
    /// @param holdOut later rows, untouched
    /// @param parameters that trained the model; the labels are dealt by their seed
    /// @param outOfFold margins of the split by [OutOfFold]
    /// @param forest the model
    public List<GateCheck> check(
            TrainSplit split,
            LabelledRows holdOut,
            TrainingParameters parameters,
            float[] outOfFold,
            Forest forest) {
        List<GateCheck> checks = new ArrayList<>();
        checks.add(ownTransactions("training", split.rows()));
        checks.add(ownTransactions("hold-out", holdOut));
        checks.add(sharedTransactions(split.rows(), holdOut));
        checks.add(singleFeature(split.rows()));
        checks.add(shuffledLabels(split, holdOut, parameters));
        checks.add(
                optimism(
                        Ranking.auc(widened(outOfFold), split.rows().frauds()),
                        auc(forest, holdOut)));
        return List.copyOf(checks);
    }

    /// Rows without a transaction, or of one that another row has: made by resampling before the
    /// split.
    static GateCheck ownTransactions(String side, LabelledRows rows) {
        Set<String> seen = new HashSet<>();
        int odd = 0;
        for (String transaction : rows.transactions()) {
            odd += transaction.isBlank() || !seen.add(transaction) ? 1 : 0;
        }
        return new GateCheck(
                side + "-rows-are-transactions",
                odd,
                "0",
                odd == 0,
                "rows without a transaction of their own; split first, then resample the training"
                        + " split");
    }

    static GateCheck sharedTransactions(LabelledRows split, LabelledRows holdOut) {
        Set<String> trained = new HashSet<>(Arrays.asList(split.transactions()));
        long shared = Arrays.stream(holdOut.transactions()).filter(trained::contains).count();
        return new GateCheck(
                "shared-transactions",
                shared,
                "0",
                shared == 0,
                "transactions stand in training and hold-out; split by time");
    }

    /// The feature that separates best all by itself, in either direction; NaN counts as least.
    static GateCheck singleFeature(LabelledRows rows) {
        double most = 0;
        String best = "none";
        for (int f = 0; f < rows.width(); f++) {
            double auc = Ranking.auc(ranked(rows.column(f)), rows.frauds());
            double either = Math.max(auc, 1 - auc);
            if (either > most) {
                most = either;
                best = rows.features().get(f);
            }
        }
        return new GateCheck(
                "single-feature",
                most,
                "at most " + SINGLE_MOST,
                most <= SINGLE_MOST,
                "'" + best + "' alone tells the label; drop it unless it is known when deciding");
    }

    /// A model of labels dealt by a fair coin per transaction knows nothing of other transactions'
    /// labels, unless rows of the split come again in the hold-out. Few rows are dealt several
    /// times, for chance alone moves their AUC by more than the bound.
    private GateCheck shuffledLabels(
            TrainSplit split, LabelledRows holdOut, TrainingParameters parameters) {
        int deals = deals(holdOut.size());
        double sum = 0;
        for (int i = 0; i < deals; i++) {
            TrainSplit dealt = split.dealt(parameters.seed() + i);
            Forest forest = Forest.read(trainer.train(dealt, parameters, 1));
            sum += auc(forest, TrainSplit.of(holdOut).dealt(parameters.seed() + i).rows());
        }
        double auc = sum / deals;
        return new GateCheck(
                "shuffled-labels",
                auc,
                String.format(Locale.ROOT, "%.2f to %.2f", SHUFFLED_LEAST, SHUFFLED_MOST),
                auc >= SHUFFLED_LEAST && auc <= SHUFFLED_MOST,
                "labels at random still predict; look for transactions that stand on both sides");
    }

    static GateCheck optimism(double crossValidated, double holdOut) {
        double optimism = crossValidated - holdOut;
        return new GateCheck(
                "cross-validated-less-hold-out",
                optimism,
                "at most " + OPTIMISM_MOST,
                optimism <= OPTIMISM_MOST,
                String.format(
                        Locale.ROOT,
                        "AUC %.3f in training, %.3f on later rows; look for resampling before the"
                                + " split and for features of the future",
                        crossValidated,
                        holdOut));
    }

    private static double auc(Forest forest, LabelledRows rows) {
        float[] margins = new float[rows.size()];
        for (int i = 0; i < margins.length; i++) {
            margins[i] = forest.margin(rows.values(), i * rows.width());
        }
        return Ranking.auc(widened(margins), rows.frauds());
    }

    private static double[] widened(float[] values) {
        double[] widened = new double[values.length];
        for (int i = 0; i < widened.length; i++) {
            widened[i] = values[i];
        }
        return widened;
    }

    private static double[] ranked(float[] values) {
        double[] ranked = widened(values);
        for (int i = 0; i < ranked.length; i++) {
            ranked[i] = Double.isNaN(ranked[i]) ? Double.NEGATIVE_INFINITY : ranked[i];
        }
        return ranked;
    }
}
