package io.onefold.scoring.tree;

/// One tree, its nodes in pre-order: a node's left child follows it at once.
///
/// The arrays are handed over, not copied. `right[i] == LEAF` makes node i a leaf.
///
/// @param right the right child of each node
/// @param feature which place of the row a node asks, 0 for a leaf
/// @param threshold a row goes left when its value is less
/// @param missingLeft whether NaN goes left
/// @param value what a leaf adds to the margin, 0 for others
/// @param cover how much training weight reached the node, not negative
record Tree(
        int[] right,
        int[] feature,
        float[] threshold,
        boolean[] missingLeft,
        float[] value,
        double[] cover) {

    static final int LEAF = -1;

    int size() {
        return right.length;
    }

    boolean isLeaf(int node) {
        return right[node] == LEAF;
    }

    /// Splits on the longest path.
    int depth() {
        int[] depths = new int[size()];
        int deepest = 0;
        for (int i = 0; i < size(); i++) {
            if (isLeaf(i)) {
                deepest = Math.max(deepest, depths[i]);
            } else {
                depths[i + 1] = depths[i] + 1;
                depths[right[i]] = depths[i] + 1;
            }
        }
        return deepest;
    }

    /// The same tree over a row in which features stand at other places.
    Tree placed(int[] places) {
        int[] placed = new int[size()];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = isLeaf(i) ? 0 : places[feature[i]];
        }
        return new Tree(right, placed, threshold, missingLeft, value, cover);
    }

    /// The leaf's value for a row that begins at an offset.
    float walk(float[] rows, int offset) {
        int node = 0;
        while (right[node] != LEAF) {
            float x = rows[offset + feature[node]];
            boolean left = Float.isNaN(x) ? missingLeft[node] : x < threshold[node];
            node = left ? node + 1 : right[node];
        }
        return value[node];
    }
}
