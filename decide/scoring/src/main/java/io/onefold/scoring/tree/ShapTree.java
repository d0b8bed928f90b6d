package io.onefold.scoring.tree;

import java.util.Arrays;

/// One tree, prepared for Shapley values by quadrature.
///
/// A leaf of value v whose path asks the features 1 … m is worth v · Π qⱼ(t) when each feature is
/// known with probability t: qⱼ(t) = t·oⱼ + (1 − t)·wⱼ, where oⱼ is 1 if the row takes every one of
/// its turns at feature j, else 0, and wⱼ is the share of training weight that takes them. The
/// Shapley value of feature i is ∫₀¹ (oᵢ − wᵢ) · v · Πⱼ≠ᵢ qⱼ(t) dt: a polynomial of degree m − 1,
/// for which ⌈m/2⌉ Gauss-Legendre points are exact (Wettenstein, Mitchell, Yu: Quadrature-TreeSHAP,
/// arXiv 2605.04497).
///
/// The products go down the tree node by node. On the way up, G, the sum of the leaves' worth below
/// a node, is gathered, and each edge pays its feature once for all leaves below it (as in Linear
/// TreeSHAP: Yu, Xu, Bifet, Read, NeurIPS 2022): Σₖ ωₖ·(o − w)/q(tₖ)·Gₖ, less what the feature's
/// edge above was paid for the same leaves. An edge whose feature was not asked above stands below
/// the root, whose own factor is 1 and whose own pay is 0, so that no case needs to be told apart.
///
/// Points are handled in pairs; an odd number is rounded up, which stays exact.
final class ShapTree {

    /// A side that no training weight took gets this share, so that nothing is divided by zero;
    /// what it changes is far below the last bit.
    private static final double WEIGHT_LEAST = 1e-200;

    private final Tree tree;
    private final GaussLegendre rule;

    /// Per node: its parent, the feature of the edge to it, and the node of the edge above it that
    /// has the same feature, or the root.
    private final int[] parent;

    private final int[] feature;
    private final int[] above;

    /// Per node: the share of training weight that takes all turns at the edge's feature.
    private final double[] weight;

    private final double expected;

    private ShapTree(Tree tree) {
        this.tree = tree;
        int size = tree.size();
        this.parent = new int[size];
        this.feature = new int[size];
        this.above = new int[size];
        this.weight = new double[size];
        double[] share = new double[size];
        int most = link(share);
        this.rule = GaussLegendre.of(2 * Math.max(1, (most + 3) / 4));
        this.expected = weighted(share);
    }

    static ShapTree of(Tree tree) {
        return new ShapTree(tree);
    }

    /// The tree's value for a row of which nothing is known.
    double expected() {
        return expected;
    }

    /// What a computation writes on, large enough for any of the trees.
    static Scratch scratch(ShapTree[] trees) {
        int nodes = 1;
        for (ShapTree tree : trees) {
            nodes = Math.max(nodes, tree.tree.size());
        }
        return new Scratch(
                new double[nodes],
                new double[2 * nodes],
                new double[2 * nodes],
                new double[2 * nodes],
                new double[2 * nodes]);
    }

    /// @param taken per node, 1 when the row took every turn at the edge's feature, else 0
    /// @param product per node and point of a pair, Π q
    /// @param inverse the same, 1 / q of the edge
    /// @param pay the same, what the edge's feature is paid of G
    /// @param worth the same, G
    record Scratch(
            double[] taken, double[] product, double[] inverse, double[] pay, double[] worth) {}

    /// Adds the tree's contributions.
    void add(float[] row, double[] contributions, Scratch scratch) {
        if (tree.size() == 1) {
            return;
        }
        follow(row, scratch.taken());
        for (int k = 0; k < rule.points().length; k += 2) {
            down(k, scratch);
            up(contributions, scratch);
        }
    }

    private void follow(float[] row, double[] taken) {
        int[] right = tree.right();
        taken[0] = 1;
        for (int node = 0; node < right.length; node++) {
            int other = right[node];
            if (other != Tree.LEAF) {
                float x = row[tree.feature()[node]];
                boolean left =
                        Float.isNaN(x) ? tree.missingLeft()[node] : x < tree.threshold()[node];
                taken[node + 1] = left ? taken[above[node + 1]] : 0;
                taken[other] = left ? 0 : taken[above[other]];
            }
        }
    }

    private void down(int k, Scratch scratch) {
        double[] taken = scratch.taken();
        double[] product = scratch.product();
        double[] inverse = scratch.inverse();
        double[] pay = scratch.pay();
        double[] worth = scratch.worth();
        double t = rule.points()[k];
        double s = rule.points()[k + 1];
        double tWeight = rule.weights()[k];
        double sWeight = rule.weights()[k + 1];
        Arrays.fill(product, 0, 2, 1);
        Arrays.fill(inverse, 0, 2, 1);
        Arrays.fill(worth, 0, 2, 0);
        for (int node = 1; node < parent.length; node++) {
            int from = 2 * parent[node];
            int edge = above[node];
            double o = taken[node];
            double w = weight[node];
            double gap = o - w;
            double gapAbove = taken[edge] - weight[edge];
            double q = t * o + (1 - t) * w;
            double r = s * o + (1 - s) * w;
            double qInverse = 1 / q;
            double rInverse = 1 / r;
            double qAbove = inverse[2 * edge];
            double rAbove = inverse[2 * edge + 1];
            double p = product[from] * q * qAbove;
            double u = product[from + 1] * r * rAbove;
            int to = 2 * node;
            product[to] = p;
            product[to + 1] = u;
            inverse[to] = qInverse;
            inverse[to + 1] = rInverse;
            pay[to] = tWeight * (gap * qInverse - gapAbove * qAbove);
            pay[to + 1] = sWeight * (gap * rInverse - gapAbove * rAbove);
            worth[to] = p * tree.value()[node];
            worth[to + 1] = u * tree.value()[node];
        }
    }

    private void up(double[] contributions, Scratch scratch) {
        double[] pay = scratch.pay();
        double[] worth = scratch.worth();
        for (int node = parent.length - 1; node > 0; node--) {
            int at = 2 * node;
            int to = 2 * parent[node];
            double g = worth[at];
            double h = worth[at + 1];
            contributions[feature[node]] += pay[at] * g + pay[at + 1] * h;
            worth[to] += g;
            worth[to + 1] += h;
        }
    }

    /// Fills parent, feature, above and weight, and each node's share of its parent's cover.
    ///
    /// @return the most features that any path asks
    private int link(double[] share) {
        int[] unique = new int[tree.size()];
        int most = 0;
        weight[0] = 1;
        share[0] = 1;
        for (int node = 0; node < tree.size(); node++) {
            most = Math.max(most, unique[node]);
            if (!tree.isLeaf(node)) {
                for (int child : new int[] {node + 1, tree.right()[node]}) {
                    parent[child] = node;
                    feature[child] = tree.feature()[node];
                    above[child] = sameAbove(node, tree.feature()[node]);
                    unique[child] = unique[node] + (above[child] == 0 ? 1 : 0);
                    share[child] = shareOf(node, child);
                    weight[child] = Math.max(WEIGHT_LEAST, share[child] * weight[above[child]]);
                }
            }
        }
        return most;
    }

    private int sameAbove(int node, int asked) {
        int at = node;
        while (at > 0 && feature[at] != asked) {
            at = parent[at];
        }
        return at;
    }

    /// A node that no training weight reached shares evenly.
    private double shareOf(int node, int child) {
        double whole = tree.cover()[node];
        return whole > 0 ? tree.cover()[child] / whole : 0.5;
    }

    private double weighted(double[] share) {
        double[] reach = new double[tree.size()];
        reach[0] = 1;
        double sum = 0;
        for (int node = 0; node < tree.size(); node++) {
            if (node > 0) {
                reach[node] = reach[parent[node]] * share[node];
            }
            if (tree.isLeaf(node)) {
                sum += reach[node] * tree.value()[node];
            }
        }
        return sum;
    }
}
