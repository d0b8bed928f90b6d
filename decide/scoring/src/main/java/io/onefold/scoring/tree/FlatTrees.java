package io.onefold.scoring.tree;

import java.util.ArrayList;
import java.util.List;

/// The trees of a forest, laid flat for speed.
///
/// Four successive trees make a quad. Each tree of a quad is filled up to a complete tree of the
/// quad's depth: where a leaf stands too high, both sides below it lead to its value. So a walk has
/// no ends to test for, and four walks go side by side. In a quad, node n (the root is 1, the
/// children of n are 2n on the right and 2n + 1 on the left) of tree t stands at 4n + t; a node is
/// one long, its feature above, the bits of its threshold below.
///
/// `x < threshold` is the sign of `x − threshold`: Java's subtraction is gradual, so it is zero
/// only of equals, and with thresholds of 0 kept as −0 that zero is positive. This holds for finite
/// x, so a row with NaN or infinity takes the walk that compares. Quads deeper than 8 are walked by
/// pointers.
final class FlatTrees {

    static final int DEPTH_MAX = 8;

    private static final int WIDTH = 4;
    private static final int FEATURE_SHIFT = 33;
    private static final long MISSING_LEFT = 1L << 32;

    private final Tree[] trees;
    private final long[] nodes;
    private final float[] leaves;
    private final int[] depths;
    private final int[] nodeStarts;
    private final int[] leafStarts;

    private FlatTrees(Tree[] trees, int quads, int nodeCount, int leafCount) {
        this.trees = trees;
        this.nodes = new long[nodeCount];
        this.leaves = new float[leafCount];
        this.depths = new int[quads];
        this.nodeStarts = new int[quads];
        this.leafStarts = new int[quads];
    }

    static FlatTrees of(List<Tree> trees) {
        int quads = (trees.size() + WIDTH - 1) / WIDTH;
        List<Integer> depths = new ArrayList<>();
        int nodeCount = 0;
        int leafCount = 0;
        for (int q = 0; q < quads; q++) {
            int depth = depth(quad(trees, q));
            depths.add(depth);
            if (depth >= 0) {
                nodeCount += WIDTH << depth;
                leafCount += WIDTH << depth;
            }
        }
        FlatTrees flat = new FlatTrees(trees.toArray(Tree[]::new), quads, nodeCount, leafCount);
        int nodeStart = 0;
        int leafStart = 0;
        for (int q = 0; q < quads; q++) {
            int depth = depths.get(q);
            flat.depths[q] = depth;
            flat.nodeStarts[q] = nodeStart;
            flat.leafStarts[q] = leafStart;
            if (depth >= 0) {
                flat.fill(q, quad(trees, q));
                nodeStart += WIDTH << depth;
                leafStart += WIDTH << depth;
            }
        }
        return flat;
    }

    /// The margin of a row: what it was before, and the trees in their order.
    float sum(float margin, float[] rows, int offset, int features) {
        boolean finite = allFinite(rows, offset, features);
        float sum = margin;
        for (int q = 0; q < depths.length; q++) {
            if (depths[q] < 0 || (q + 1) * WIDTH > trees.length) {
                sum = pointers(q, sum, rows, offset);
            } else if (finite) {
                sum = quad(q, sum, rows, offset);
            } else {
                sum = quadComparing(q, sum, rows, offset);
            }
        }
        return sum;
    }

    private static boolean allFinite(float[] rows, int offset, int features) {
        for (int i = offset; i < offset + features; i++) {
            if (!Float.isFinite(rows[i])) {
                return false;
            }
        }
        return true;
    }

    private float quad(int q, float margin, float[] rows, int offset) {
        long[] n = nodes;
        int start = nodeStarts[q];
        int depth = depths[q];
        int a = 1;
        int b = 1;
        int c = 1;
        int d = 1;
        for (int level = 0; level < depth; level++) {
            a = 2 * a + left(n[start + 4 * a], rows, offset);
            b = 2 * b + left(n[start + 4 * b + 1], rows, offset);
            c = 2 * c + left(n[start + 4 * c + 2], rows, offset);
            d = 2 * d + left(n[start + 4 * d + 3], rows, offset);
        }
        int leaf = leafStarts[q] - (WIDTH << depth);
        float sum = margin + leaves[leaf + 4 * a];
        sum += leaves[leaf + 4 * b + 1];
        sum += leaves[leaf + 4 * c + 2];
        return sum + leaves[leaf + 4 * d + 3];
    }

    private float quadComparing(int q, float margin, float[] rows, int offset) {
        long[] n = nodes;
        int start = nodeStarts[q];
        int depth = depths[q];
        int a = 1;
        int b = 1;
        int c = 1;
        int d = 1;
        for (int level = 0; level < depth; level++) {
            a = 2 * a + leftComparing(n[start + 4 * a], rows, offset);
            b = 2 * b + leftComparing(n[start + 4 * b + 1], rows, offset);
            c = 2 * c + leftComparing(n[start + 4 * c + 2], rows, offset);
            d = 2 * d + leftComparing(n[start + 4 * d + 3], rows, offset);
        }
        int leaf = leafStarts[q] - (WIDTH << depth);
        float sum = margin + leaves[leaf + 4 * a];
        sum += leaves[leaf + 4 * b + 1];
        sum += leaves[leaf + 4 * c + 2];
        return sum + leaves[leaf + 4 * d + 3];
    }

    private static int left(long node, float[] rows, int offset) {
        float x = rows[offset + (int) (node >>> FEATURE_SHIFT)];
        return Float.floatToRawIntBits(x - Float.intBitsToFloat((int) node)) >>> 31;
    }

    private static int leftComparing(long node, float[] rows, int offset) {
        float x = rows[offset + (int) (node >>> FEATURE_SHIFT)];
        int less = x < Float.intBitsToFloat((int) node) ? 1 : 0;
        return Float.isNaN(x) ? (int) (node >>> 32) & 1 : less;
    }

    private float pointers(int q, float margin, float[] rows, int offset) {
        float sum = margin;
        for (int t = q * WIDTH; t < Math.min((q + 1) * WIDTH, trees.length); t++) {
            sum += trees[t].walk(rows, offset);
        }
        return sum;
    }

    private static List<Tree> quad(List<Tree> trees, int q) {
        return trees.subList(q * WIDTH, Math.min((q + 1) * WIDTH, trees.size()));
    }

    /// The depth of the deepest tree; −1 when the quad is walked by pointers.
    private static int depth(List<Tree> quad) {
        int depth = quad.stream().mapToInt(Tree::depth).max().orElse(0);
        return quad.size() == WIDTH && depth <= DEPTH_MAX ? depth : -1;
    }

    private void fill(int q, List<Tree> quad) {
        for (int t = 0; t < WIDTH; t++) {
            fill(q, t, quad.get(t), 0, 1, depths[q]);
        }
    }

    private void fill(int q, int t, Tree tree, int node, int place, int levels) {
        if (levels == 0) {
            leaves[leafStarts[q] + WIDTH * (place - (1 << depths[q])) + t] = tree.value()[node];
            return;
        }
        boolean leaf = tree.isLeaf(node);
        if (!leaf) {
            nodes[nodeStarts[q] + WIDTH * place + t] = packed(tree, node);
        }
        fill(q, t, tree, leaf ? node : tree.right()[node], 2 * place, levels - 1);
        fill(q, t, tree, leaf ? node : node + 1, 2 * place + 1, levels - 1);
    }

    private static long packed(Tree tree, int node) {
        float threshold = tree.threshold()[node] == 0 ? -0f : tree.threshold()[node];
        return (long) tree.feature()[node] << FEATURE_SHIFT
                | (tree.missingLeft()[node] ? MISSING_LEFT : 0)
                | Integer.toUnsignedLong(Float.floatToRawIntBits(threshold));
    }
}
