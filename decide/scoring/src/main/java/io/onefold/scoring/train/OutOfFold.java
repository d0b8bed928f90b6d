package io.onefold.scoring.train;

import io.onefold.scoring.tree.Forest;

/// Margins of training rows by models that did not learn from them: the split is cut into stretches
/// of time, and each is scored by a model of the others. What a calibration is fitted to.
public final class OutOfFold {

    /// Stretches that a split is cut into.
    public static final int FOLDS = 5;

    /// The bound is on the whole split; without a fold there may be fewer.
    private static final int FRAUDS_LEAST = 1;

    private OutOfFold() {}

    /// One margin per row of the split.
    ///
    /// @throws io.onefold.model.OnefoldException as [Trainer#train] does, for the rows of any fold
    public static float[] margins(
            Trainer trainer, TrainSplit split, TrainingParameters parameters) {
        LabelledRows rows = split.rows();
        if (rows.fraudCount() < Trainer.FRAUDS_LEAST) {
            throw Trainer.tooFew(rows, Trainer.FRAUDS_LEAST);
        }
        float[] margins = new float[rows.size()];
        for (int i = 0; i < FOLDS; i++) {
            TrainSplit.Fold fold = split.fold(i, FOLDS);
            Forest forest =
                    Forest.read(trainer.train(split.without(fold), parameters, FRAUDS_LEAST));
            for (int row = fold.begin(); row < fold.end(); row++) {
                margins[row] = forest.margin(rows.values(), row * rows.width());
            }
        }
        return margins;
    }
}
