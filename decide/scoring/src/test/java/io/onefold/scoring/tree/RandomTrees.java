package io.onefold.scoring.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Trees of any shape: lopsided, with repeated features, empty sides and odd thresholds.
final class RandomTrees {

    private static final float[] ODD = {
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1f,
        -1f
    };

    private final Random random;
    private final int features;
    private final List<float[]> nodes = new ArrayList<>();

    private RandomTrees(Random random, int features) {
        this.random = random;
        this.features = features;
    }

    static TreeModel model(Random random, int features, int trees) {
        List<Tree> made = new ArrayList<>();
        for (int i = 0; i < trees; i++) {
            made.add(new RandomTrees(random, features).tree(random.nextInt(11)));
        }
        return new TreeModel(
                "xgboost-json", (float) random.nextGaussian(), features, List.of(), made);
    }

    static Tree leaf(float value) {
        return new Tree(
                new int[] {Tree.LEAF},
                new int[1],
                new float[1],
                new boolean[1],
                new float[] {value},
                new double[] {1});
    }

    static float[] row(Random random, int features) {
        float[] row = new float[features];
        for (int f = 0; f < features; f++) {
            row[f] =
                    switch (random.nextInt(5)) {
                        case 0 -> Float.NaN;
                        case 1 -> odd(random);
                        case 2 ->
                                random.nextBoolean()
                                        ? Float.POSITIVE_INFINITY
                                        : Float.NEGATIVE_INFINITY;
                        default -> (float) random.nextGaussian();
                    };
        }
        return row;
    }

    private static float odd(Random random) {
        return ODD[random.nextInt(ODD.length)];
    }

    private Tree tree(int depth) {
        grow(depth, random.nextInt(1, 1000));
        int size = nodes.size();
        Tree tree =
                new Tree(
                        new int[size],
                        new int[size],
                        new float[size],
                        new boolean[size],
                        new float[size],
                        new double[size]);
        for (int i = 0; i < size; i++) {
            float[] node = nodes.get(i);
            tree.right()[i] = (int) node[0];
            tree.feature()[i] = (int) node[1];
            tree.threshold()[i] = node[2];
            tree.missingLeft()[i] = node[3] == 1;
            tree.value()[i] = node[4];
            tree.cover()[i] = node[5];
        }
        return tree;
    }

    private void grow(int depth, int cover) {
        float[] node = {Tree.LEAF, 0, 0, 0, 0, cover};
        nodes.add(node);
        if (depth == 0 || random.nextInt(8) == 0) {
            node[4] = (float) random.nextGaussian();
            return;
        }
        node[1] = random.nextInt(features);
        node[2] = random.nextInt(3) == 0 ? odd(random) : (float) random.nextGaussian();
        node[3] = random.nextInt(2);
        int left = cover == 0 ? 0 : random.nextInt(cover + 1);
        grow(depth - 1, left);
        node[0] = nodes.size();
        grow(depth - 1, cover - left);
    }
}
