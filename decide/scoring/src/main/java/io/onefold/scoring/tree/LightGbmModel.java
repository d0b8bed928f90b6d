package io.onefold.scoring.tree;

import io.onefold.scoring.tree.Doc.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// LightGBM's text model (versions 3 and 4): binary forests with numeric splits.
///
/// LightGBM goes left when a double is at most a double threshold. A row of ours holds floats, so
/// the threshold becomes the float just above the greatest float that still goes left: every float
/// goes the same way; a threshold of plus infinity, which all but NaN pass, becomes minus infinity
/// with the sides exchanged. Leaves are rounded to float, so a margin differs from LightGBM's
/// double one by at most the float rounding of the sum. Where LightGBM reads NaN as zero, the
/// direction of zero is stored.
final class LightGbmModel {

    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int MISSING_SHIFT = 2;
    private static final int MISSING_MASK = 3;
    private static final int MISSING_IS_ZERO = 1;
    private static final int MISSING_IS_NAN = 2;

    private LightGbmModel() {}

    /// @throws io.onefold.model.OnefoldException (INVALID_INPUT) naming what is not supported, and
    ///   where
    static TreeModel read(byte[] bytes) {
        List<Map<String, String>> blocks = blocks(bytes);
        Block head = new Block("header", blocks.getFirst());
        head.expect("num_class", "1");
        head.expect("num_tree_per_iteration", "1");
        String objective = head.text("objective");
        if (!objective.equals("binary sigmoid:1")) {
            throw head.place("objective").refused("only 'binary sigmoid:1' is supported");
        }
        int features = head.whole("max_feature_idx") + 1;
        List<String> names = List.of(head.text("feature_names").split(" "));
        if (names.size() != features) {
            throw head.place("feature_names")
                    .refused(names.size() + " names for " + features + " features");
        }
        List<Tree> trees = new ArrayList<>();
        for (int i = 1; i < blocks.size(); i++) {
            trees.add(tree(new Block("Tree=" + (i - 1), blocks.get(i)), features));
        }
        return new TreeModel("lightgbm", 0f, features, names, trees);
    }

    /// The header and one block per tree, each as its `name=value` lines.
    private static List<Map<String, String>> blocks(byte[] bytes) {
        List<Map<String, String>> blocks = new ArrayList<>();
        Map<String, String> block = new HashMap<>();
        blocks.add(block);
        boolean ended = false;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\r?\n")) {
            if (line.equals("end of trees")) {
                ended = true;
                break;
            }
            if (line.equals("average_output")) {
                throw new Place("average_output", new Doc.Nothing())
                        .refused("averaged forests are not supported");
            }
            int equals = line.indexOf('=');
            if (line.startsWith("Tree=")) {
                block = new HashMap<>();
                blocks.add(block);
            } else if (equals > 0) {
                block.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        if (!ended) {
            throw new Place("", new Doc.Nothing()).refused("the line 'end of trees' is missing");
        }
        return blocks;
    }

    private static Tree tree(Block block, int features) {
        int leaves = block.whole("num_leaves");
        if (leaves < 1) {
            throw block.place("num_leaves").refused("a tree has no leaves");
        }
        if (block.has("num_cat") && block.whole("num_cat") > 0) {
            throw block.place("num_cat")
                    .refused("splits by category are not supported; encode categories as numbers");
        }
        if (block.has("is_linear") && block.whole("is_linear") != 0) {
            throw block.place("is_linear").refused("linear leaves are not supported");
        }
        return nodes(block, leaves).build(block.place("num_leaves"), features);
    }

    /// Splits become nodes 0 to n − 2, leaves follow them.
    private static TreeBuilder nodes(Block block, int leaves) {
        int splits = leaves - 1;
        double[] values = block.numbers("leaf_value", leaves);
        TreeBuilder nodes = empty(splits + leaves);
        double[] covers = splits == 0 ? new double[1] : block.numbers("leaf_count", leaves);
        for (int i = 0; i < leaves; i++) {
            nodes.left()[splits + i] = Tree.LEAF;
            nodes.value()[splits + i] = (float) values[i];
            nodes.cover()[splits + i] = covers[i];
        }
        if (splits > 0) {
            splits(block, splits, nodes);
        }
        return nodes;
    }

    private static TreeBuilder empty(int size) {
        return new TreeBuilder(
                new int[size],
                new int[size],
                new int[size],
                new float[size],
                new boolean[size],
                new float[size],
                new double[size]);
    }

    private static void splits(Block block, int splits, TreeBuilder nodes) {
        double[] features = block.numbers("split_feature", splits);
        double[] thresholds = block.numbers("threshold", splits);
        double[] decisions = block.numbers("decision_type", splits);
        double[] left = block.numbers("left_child", splits);
        double[] right = block.numbers("right_child", splits);
        double[] counts = block.numbers("internal_count", splits);
        for (int i = 0; i < splits; i++) {
            boolean all = thresholds[i] == Double.POSITIVE_INFINITY;
            nodes.left()[i] = child(block, splits, all ? right[i] : left[i]);
            nodes.right()[i] = child(block, splits, all ? left[i] : right[i]);
            nodes.feature()[i] = (int) features[i];
            nodes.threshold()[i] = all ? Float.NEGATIVE_INFINITY : below(block, thresholds[i]);
            nodes.missingLeft()[i] = all ^ missingLeft(block, (int) decisions[i], thresholds[i]);
            nodes.cover()[i] = counts[i];
        }
    }

    /// A leaf's number is written as its complement.
    private static int child(Block block, int splits, double child) {
        int number = (int) child;
        if (number != child || ~number > splits) {
            throw block.place("left_child").refused("a child has the number " + child);
        }
        return number >= 0 ? number : splits + ~number;
    }

    /// The float t' for which `x < t'` says what `x <= t` says of every float x.
    private static float below(Block block, double threshold) {
        if (!Double.isFinite(threshold)) {
            throw block.place("threshold").refused("a threshold is " + threshold);
        }
        float nearest = (float) threshold;
        return Math.nextUp(nearest > threshold ? Math.nextDown(nearest) : nearest);
    }

    private static boolean missingLeft(Block block, int decision, double threshold) {
        if ((decision & CATEGORICAL) != 0) {
            throw block.place("decision_type").refused("splits by category are not supported");
        }
        int missing = decision >> MISSING_SHIFT & MISSING_MASK;
        if (missing == MISSING_IS_ZERO) {
            throw block.place("decision_type").refused("zero_as_missing is not supported");
        }
        return missing == MISSING_IS_NAN ? (decision & DEFAULT_LEFT) != 0 : 0 <= threshold;
    }

    /// The lines of the header or of a tree.
    private record Block(String name, Map<String, String> lines) {

        boolean has(String line) {
            return lines.containsKey(line);
        }

        Place place(String line) {
            String value = lines.get(line);
            return new Place(
                    name + "." + line, value == null ? new Doc.Nothing() : new Doc.Text(value));
        }

        String text(String line) {
            if (!has(line)) {
                throw place(line).refused("the line is missing");
            }
            return place(line).text();
        }

        int whole(String line) {
            text(line);
            return place(line).whole();
        }

        void expect(String line, String value) {
            if (!text(line).equals(value)) {
                throw place(line).refused("only " + value + " is supported");
            }
        }

        double[] numbers(String line, int count) {
            String[] parts = text(line).split(" ");
            if (parts.length != count) {
                throw place(line).refused(parts.length + " numbers, expected " + count);
            }
            double[] numbers = new double[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = number(line, parts[i]);
            }
            return numbers;
        }

        /// LightGBM is C++ and writes infinity as `inf`.
        private double number(String line, String text) {
            try {
                return text.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw place(line).refused("an element is no number");
            }
        }
    }
}
