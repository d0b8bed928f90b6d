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
/// edge above was paid for the same leaves. For o = 0 the weight w cancels, so that one table row
/// of −ωₖ/(1 − tₖ) serves every edge.
final class ShapTree {

    private final Tree tree;
    private final int points;

    /// Per node: its parent, the feature of the edge to it, and the node of the edge above it that
    /// has the same feature, or −1.
    private final int[] parent;

    private final int[] feature;
    private final int[] above;

    /// Per node and point, the factor of the product from the parent: when the row took this turn
    /// and those before it at the feature; when it took those before, but not this one. Once a turn
    /// was missed, the factor is the node's share of its parent's weight.
    private final double[] taken;

    private final double[] missed;
    private final double[] share;

    /// Per node and point: what its edge is paid of G when the row took its turns; when it did not.
    private final double[] pay;

    private final double[] payMissed;
    private final double expected;

    private ShapTree(Tree tree) {
        this.tree = tree;
        int size = tree.size();
        this.parent = new int[size];
        this.feature = new int[size];
        this.above = new int[size];
        this.share = new double[size];
        this.points = Math.max(1, (link() + 1) / 2);
        this.taken = new double[size * points];
        this.missed = new double[size * points];
        this.pay = new double[size * points];
        this.payMissed = new double[points];
        prepare(GaussLegendre.of(points));
        this.expected = weighted();
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
        int nodes = 0;
        int values = 0;
        for (ShapTree tree : trees) {
            nodes = Math.max(nodes, tree.tree.size());
            values = Math.max(values, tree.tree.size() * tree.points);
        }
        return new Scratch(new boolean[nodes], new double[values]);
    }

    /// @param followed per node, whether the row took every turn at the node's feature down to it
    /// @param products per node and point, on the way down Π q, on the way up G
    record Scratch(boolean[] followed, double[] products) {}

    /// Adds the tree's contributions.
    void add(float[] row, double[] contributions, Scratch scratch) {
        if (tree.size() == 1) {
            return;
        }
        down(row, scratch);
        up(contributions, scratch);
    }

    private void down(float[] row, Scratch scratch) {
        double[] products = scratch.products();
        boolean[] followed = scratch.followed();
        Arrays.fill(products, 0, points, 1);
        for (int node = 1; node < tree.size(); node++) {
            int from = parent[node];
            boolean left = goesLeft(row, from);
            boolean before = above[node] < 0 || followed[above[node]];
            boolean now = before && left == (node == from + 1);
            followed[node] = now;
            int to = node * points;
            for (int k = 0; k < points; k++) {
                double factor = !before ? share[node] : now ? taken[to + k] : missed[to + k];
                products[to + k] = products[from * points + k] * factor;
            }
        }
    }

    private void up(double[] contributions, Scratch scratch) {
        double[] worth = scratch.products();
        boolean[] followed = scratch.followed();
        for (int node = tree.size() - 1; node > 0; node--) {
            int at = node * points;
            if (tree.isLeaf(node)) {
                for (int k = 0; k < points; k++) {
                    worth[at + k] *= tree.value()[node];
                }
            }
            double paid = paid(node, followed[node], at, worth);
            if (above[node] >= 0) {
                paid -= paid(above[node], followed[above[node]], at, worth);
            }
            contributions[feature[node]] += paid;
            gather(node, at, worth);
        }
    }

    /// Hands a node's worth to its parent: the right child comes first and sets it, the left one,
    /// which is handled last, adds to it.
    private void gather(int node, int at, double[] worth) {
        int to = parent[node] * points;
        boolean left = node == parent[node] + 1;
        for (int k = 0; k < points; k++) {
            worth[to + k] = left ? worth[to + k] + worth[at + k] : worth[at + k];
        }
    }

    private double paid(int edge, boolean took, int at, double[] worth) {
        double[] rates = took ? pay : payMissed;
        int from = took ? edge * points : 0;
        double sum = 0;
        for (int k = 0; k < points; k++) {
            sum += rates[from + k] * worth[at + k];
        }
        return sum;
    }

    private boolean goesLeft(float[] row, int node) {
        float x = row[tree.feature()[node]];
        return Float.isNaN(x) ? tree.missingLeft()[node] : x < tree.threshold()[node];
    }

    /// Fills parent, feature, above and share.
    ///
    /// @return the most features that any path asks
    private int link() {
        int[] unique = new int[tree.size()];
        int most = 0;
        Arrays.fill(above, -1);
        for (int node = 0; node < tree.size(); node++) {
            most = Math.max(most, unique[node]);
            if (!tree.isLeaf(node)) {
                for (int child : new int[] {node + 1, tree.right()[node]}) {
                    parent[child] = node;
                    feature[child] = tree.feature()[node];
                    above[child] = sameAbove(node, tree.feature()[node]);
                    unique[child] = unique[node] + (above[child] < 0 ? 1 : 0);
                    share[child] = shareOf(node, child);
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
        return at > 0 ? at : -1;
    }

    /// A node that no training weight reached shares evenly.
    private double shareOf(int node, int child) {
        double whole = tree.cover()[node];
        return whole > 0 ? tree.cover()[child] / whole : 0.5;
    }

    private void prepare(GaussLegendre rule) {
        double[] weight = new double[tree.size()];
        for (int k = 0; k < points; k++) {
            payMissed[k] = -rule.weights()[k] / (1 - rule.points()[k]);
        }
        for (int node = 1; node < tree.size(); node++) {
            int edge = above[node];
            weight[node] = share[node] * (edge < 0 ? 1 : weight[edge]);
            for (int k = 0; k < points; k++) {
                double t = rule.points()[k];
                double known = t + (1 - t) * weight[node];
                double before = edge < 0 ? 1 : t + (1 - t) * weight[edge];
                int at = node * points + k;
                taken[at] = known / before;
                missed[at] = (1 - t) * weight[node] / before;
                pay[at] = rule.weights()[k] * (1 - weight[node]) / known;
            }
        }
    }

    private double weighted() {
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
