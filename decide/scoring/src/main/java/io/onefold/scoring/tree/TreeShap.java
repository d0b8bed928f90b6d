package io.onefold.scoring.tree;

import java.util.List;

/// Says how much each feature of a row adds to its margin: exact Shapley values of the game in
/// which an unknown feature follows both sides of a split by training weight (path-dependent
/// TreeSHAP; Lundberg et al., Nature Machine Intelligence 2, 2020).
///
/// The values of a row sum to its margin. One instance is shared by threads.
public final class TreeShap {

    private final Forest forest;
    private final ShapTree[] trees;
    private final double expected;

    private TreeShap(Forest forest) {
        this.forest = forest;
        List<Tree> model = forest.model().trees();
        this.trees = model.stream().map(ShapTree::of).toArray(ShapTree[]::new);
        double sum = forest.baseMargin();
        for (ShapTree tree : trees) {
            sum += tree.expected();
        }
        this.expected = sum;
    }

    public static TreeShap of(Forest forest) {
        return new TreeShap(forest);
    }

    /// The margin of a row of which nothing is known.
    public double expectedMargin() {
        return expected;
    }

    /// The contribution of each feature to a row's margin, and after them [#expectedMargin].
    ///
    /// @param row [Forest#featureCount] values, NaN is unknown
    /// @return one value per feature and one more; their sum is the margin
    public double[] contributions(float[] row) {
        if (row.length < forest.featureCount()) {
            throw new IllegalArgumentException(
                    row.length
                            + " values for "
                            + forest.featureCount()
                            + " features; use the feature plan that the model was trained with");
        }
        double[] contributions = new double[forest.featureCount() + 1];
        ShapTree.Scratch scratch = ShapTree.scratch(trees);
        for (ShapTree tree : trees) {
            tree.add(row, contributions, scratch);
        }
        contributions[forest.featureCount()] = expected;
        return contributions;
    }
}
