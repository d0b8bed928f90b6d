package io.onefold.scoring.tree;

/// Shapley values by their definition: every subset of the features, by its weight.
final class BruteForceShap {

    private BruteForceShap() {}

    static double[] of(TreeModel model, float[] row) {
        int features = model.featureCount();
        double[] worth = new double[1 << features];
        for (int known = 0; known < worth.length; known++) {
            worth[known] = model.baseMargin();
            for (Tree tree : model.trees()) {
                worth[known] += value(tree, 0, row, known);
            }
        }
        double[] contributions = new double[features + 1];
        for (int f = 0; f < features; f++) {
            for (int known = 0; known < worth.length; known++) {
                if ((known >> f & 1) == 0) {
                    double weight = 1 / (features * choose(features - 1, Integer.bitCount(known)));
                    contributions[f] += weight * (worth[known | 1 << f] - worth[known]);
                }
            }
        }
        contributions[features] = worth[0];
        return contributions;
    }

    private static double value(Tree tree, int node, float[] row, int known) {
        if (tree.isLeaf(node)) {
            return tree.value()[node];
        }
        int left = node + 1;
        int right = tree.right()[node];
        if ((known >> tree.feature()[node] & 1) == 1) {
            float x = row[tree.feature()[node]];
            boolean goesLeft =
                    Float.isNaN(x) ? tree.missingLeft()[node] : x < tree.threshold()[node];
            return value(tree, goesLeft ? left : right, row, known);
        }
        double whole = tree.cover()[node];
        double shareLeft = whole > 0 ? tree.cover()[left] / whole : 0.5;
        double shareRight = whole > 0 ? tree.cover()[right] / whole : 0.5;
        return shareLeft * value(tree, left, row, known)
                + shareRight * value(tree, right, row, known);
    }

    private static double choose(int n, int k) {
        double ways = 1;
        for (int i = 1; i <= k; i++) {
            ways = ways * (n - k + i) / i;
        }
        return ways;
    }
}
