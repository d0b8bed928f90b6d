package io.onefold.scoring.tree;

import java.util.Arrays;
import java.util.BitSet;

/// Makes a pre-ordered tree of nodes that refer to each other by number, and refuses what is no
/// tree: a node that is reached twice, a child that is none, a number that is none. Nodes that are
/// not reached are left out; XGBoost keeps pruned ones in its files.
///
/// The arrays hold one element per node of the file; `left[i] < 0` makes node i a leaf.
record TreeBuilder(
        int[] left,
        int[] right,
        int[] feature,
        float[] threshold,
        boolean[] missingLeft,
        float[] value,
        double[] cover) {

    /// @param where how a refusal names the tree
    /// @param featureCount places of a row
    Tree build(Doc.Place where, int featureCount) {
        int[] order = preOrder(where);
        int[] places = new int[left.length];
        for (int i = 0; i < order.length; i++) {
            places[order[i]] = i;
        }
        Tree tree = empty(order.length);
        for (int i = 0; i < order.length; i++) {
            int node = order[i];
            tree.cover()[i] = checkedCover(where, node);
            if (left[node] < 0) {
                tree.right()[i] = Tree.LEAF;
                tree.value()[i] = checkedValue(where, node);
            } else {
                tree.right()[i] = places[right[node]];
                tree.feature()[i] = checkedFeature(where, node, featureCount);
                tree.threshold()[i] = checkedThreshold(where, node);
                tree.missingLeft()[i] = missingLeft[node];
            }
        }
        return tree;
    }

    private static Tree empty(int size) {
        return new Tree(
                new int[size],
                new int[size],
                new float[size],
                new boolean[size],
                new float[size],
                new double[size]);
    }

    private int[] preOrder(Doc.Place where) {
        int size = left.length;
        if (size == 0) {
            throw where.refused("a tree has no nodes");
        }
        BitSet seen = new BitSet(size);
        int[] order = new int[size];
        int[] open = new int[size + 1];
        int count = 0;
        int waiting = 1;
        while (waiting > 0) {
            int node = open[--waiting];
            if (seen.get(node)) {
                throw where.refused("node " + node + " has two parents");
            }
            seen.set(node);
            order[count++] = node;
            if (left[node] >= 0) {
                if (waiting + 2 > open.length) {
                    throw where.refused("node " + node + " is part of a ring");
                }
                open[waiting++] = child(where, node, right[node]);
                open[waiting++] = child(where, node, left[node]);
            }
        }
        return Arrays.copyOf(order, count);
    }

    private int child(Doc.Place where, int node, int child) {
        if (child <= 0 || child >= left.length) {
            throw where.refused(
                    "node " + node + " has the child " + child + " of " + left.length + " nodes");
        }
        return child;
    }

    private double checkedCover(Doc.Place where, int node) {
        if (!(cover[node] >= 0 && cover[node] < Double.POSITIVE_INFINITY)) {
            throw where.refused("node " + node + " has the cover " + cover[node]);
        }
        return cover[node];
    }

    private float checkedValue(Doc.Place where, int node) {
        if (!Float.isFinite(value[node])) {
            throw where.refused("leaf " + node + " has the value " + value[node]);
        }
        return value[node];
    }

    private int checkedFeature(Doc.Place where, int node, int featureCount) {
        if (feature[node] < 0 || feature[node] >= featureCount) {
            throw where.refused(
                    "node "
                            + node
                            + " asks feature "
                            + feature[node]
                            + " of "
                            + featureCount
                            + " features");
        }
        return feature[node];
    }

    private float checkedThreshold(Doc.Place where, int node) {
        if (Float.isNaN(threshold[node])) {
            throw where.refused("node " + node + " has no threshold");
        }
        return threshold[node];
    }
}
