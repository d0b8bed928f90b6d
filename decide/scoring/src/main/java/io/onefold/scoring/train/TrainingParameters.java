package io.onefold.scoring.train;

import java.util.Map;
import java.util.TreeMap;

/// How a forest is trained. No class weights: they cost average precision and calibration.
///
/// @param rounds boosting rounds, each of `parallelTrees` trees
/// @param learningRate eta, what a round is multiplied by
/// @param depth most splits on a path
/// @param subsample share of the rows that a tree sees
/// @param columnsPerTree share of the features that a tree sees
/// @param columnsPerSplit share of those that a split sees
/// @param parallelTrees trees of one round; a random forest is one round of many
/// @param ridge L2 regularisation of the leaves, lambda
/// @param exactRowsMost up to so many rows every split is looked at, above only those between bins
/// @param bins of a feature above `exactRowsMost` rows
/// @param seed of everything random
/// @param threads that work; they change nothing but the time
public record TrainingParameters(
        int rounds,
        double learningRate,
        int depth,
        double subsample,
        double columnsPerTree,
        double columnsPerSplit,
        int parallelTrees,
        double ridge,
        int exactRowsMost,
        int bins,
        long seed,
        int threads) {

    private static final int EXACT_ROWS_MOST = 1_000_000;
    private static final int BINS = 4096;

    public TrainingParameters {
        require(rounds >= 1 && parallelTrees >= 1, "rounds and trees", rounds);
        require(learningRate > 0 && learningRate <= 1, "learning rate", learningRate);
        require(depth >= 1 && depth <= 30, "depth", depth);
        require(subsample > 0 && subsample <= 1, "subsample", subsample);
        require(columnsPerTree > 0 && columnsPerTree <= 1, "columns per tree", columnsPerTree);
        require(columnsPerSplit > 0 && columnsPerSplit <= 1, "columns per split", columnsPerSplit);
        require(ridge >= 0, "ridge", ridge);
        require(bins >= 2 && exactRowsMost >= 0, "bins", bins);
        require(columnsPerSplit == 1 || exactRowsMost == 0, "exact rows", exactRowsMost);
        require(threads >= 1, "threads", threads);
    }

    /// Gradient boosting, as measured best on the Fraud Detection Handbook.
    public static TrainingParameters boosting() {
        return new TrainingParameters(200, 0.05, 4, 0.8, 0.8, 1, 1, 1, EXACT_ROWS_MOST, BINS, 0, 1);
    }

    /// A random forest of 100 trees, with the defaults of XGBoost's own (`XGBRFClassifier`) and
    /// trees of depth 12. Features drawn per split need bins.
    public static TrainingParameters randomForest() {
        return new TrainingParameters(1, 1, 12, 0.8, 1, 0.8, 100, 1e-5, 0, BINS, 0, 1);
    }

    public TrainingParameters withRounds(int other) {
        return with(other, seed, threads);
    }

    /// The same looking between so many bins of each feature only, however few rows there are: many
    /// times as fast, and a little worse.
    public TrainingParameters withBins(int other) {
        return new TrainingParameters(
                rounds,
                learningRate,
                depth,
                subsample,
                columnsPerTree,
                columnsPerSplit,
                parallelTrees,
                ridge,
                0,
                other,
                seed,
                threads);
    }

    public TrainingParameters withThreads(int other) {
        return with(rounds, seed, other);
    }

    public TrainingParameters withSeed(long other) {
        return with(rounds, other, threads);
    }

    private TrainingParameters with(int otherRounds, long otherSeed, int otherThreads) {
        return new TrainingParameters(
                otherRounds,
                learningRate,
                depth,
                subsample,
                columnsPerTree,
                columnsPerSplit,
                parallelTrees,
                ridge,
                exactRowsMost,
                bins,
                otherSeed,
                otherThreads);
    }

    /// What a lineage keeps: every parameter that changes the model, by XGBoost's names.
    ///
    /// @param rows to be trained on
    public Map<String, String> described(int rows) {
        Map<String, String> described = new TreeMap<>();
        xgboost(rows).forEach((name, value) -> described.put(name, value.toString()));
        described.remove("nthread");
        described.remove("verbosity");
        described.put("num_round", Integer.toString(rounds));
        return described;
    }

    /// As XGBoost takes them.
    Map<String, Object> xgboost(int rows) {
        Map<String, Object> parameters = new TreeMap<>();
        parameters.put("objective", "binary:logistic");
        parameters.put("base_score", 0.5);
        parameters.put("eta", learningRate);
        parameters.put("max_depth", depth);
        parameters.put("subsample", subsample);
        parameters.put("colsample_bytree", columnsPerTree);
        parameters.put("colsample_bynode", columnsPerSplit);
        parameters.put("num_parallel_tree", parallelTrees);
        parameters.put("lambda", ridge);
        parameters.put("seed", seed);
        parameters.put("nthread", threads);
        parameters.put("verbosity", 0);
        if (rows <= exactRowsMost) {
            parameters.put("tree_method", "exact");
        } else {
            parameters.put("tree_method", "hist");
            parameters.put("max_bin", bins);
        }
        return parameters;
    }

    private static void require(boolean holds, String what, double value) {
        if (!holds) {
            throw new IllegalArgumentException(what + " cannot be " + value);
        }
    }
}
