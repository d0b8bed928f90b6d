package io.onefold.scoring.tree;

import io.onefold.scoring.tree.Doc.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// XGBoost's model document (doc/model.schema of its repository), from JSON or UBJSON: one-output
/// `gbtree` forests with numeric splits. Everything else is refused.
final class XgboostModel {

    private static final Set<String> OBJECTIVES =
            Set.of("binary:logistic", "binary:logitraw", "reg:logistic");

    private XgboostModel() {}

    /// @throws io.onefold.model.OnefoldException (INVALID_INPUT) naming what is not supported, and
    ///   where
    static TreeModel read(Doc document, String format) {
        Place learner = new Place("", document).field("learner");
        String objective = supportedObjective(learner);
        Place parameters = learner.field("learner_model_param");
        one(parameters, "num_class", 1);
        one(parameters, "num_target", 1);
        Place booster = learner.field("gradient_booster");
        if (!booster.field("name").text().equals("gbtree")) {
            throw booster.field("name").refused("only the booster gbtree is supported");
        }
        Place model = booster.field("model");
        for (double group : model.field("tree_info").numbers()) {
            if (group != 0) {
                throw model.field("tree_info").refused("only one output per row is supported");
            }
        }
        int features = parameters.field("num_feature").whole();
        List<String> names = names(learner, features);
        List<Tree> trees = new ArrayList<>();
        for (Place tree : model.field("trees").items()) {
            trees.add(tree(tree, features));
        }
        float base = baseMargin(parameters.field("base_score"), objective);
        return new TreeModel(format, base, features, names, trees);
    }

    private static String supportedObjective(Place learner) {
        Place name = learner.field("objective").field("name");
        if (!OBJECTIVES.contains(name.text())) {
            throw name.refused("the objective is none of " + OBJECTIVES.stream().sorted().toList());
        }
        return name.text();
    }

    private static void one(Place parameters, String name, int most) {
        if (parameters.has(name) && parameters.field(name).whole() > most) {
            throw parameters.field(name).refused("only one output per row is supported");
        }
    }

    private static List<String> names(Place learner, int features) {
        if (features < 0) {
            throw learner.field("learner_model_param").refused("num_feature is " + features);
        }
        if (!learner.has("feature_names")) {
            return List.of();
        }
        Place place = learner.field("feature_names");
        List<String> names = place.items().stream().map(Place::text).toList();
        if (!names.isEmpty() && names.size() != features) {
            throw place.refused(names.size() + " names for " + features + " features");
        }
        return names;
    }

    /// XGBoost keeps the score, and adds its margin: `-log(1 / score - 1)` in float, which is 0 at
    /// 0.5. Since version 3 the score stands in brackets.
    private static float baseMargin(Place place, String objective) {
        float score = baseScore(place);
        if (objective.equals("binary:logitraw")) {
            if (!Float.isFinite(score)) {
                throw place.refused("the base score " + score + " is not finite");
            }
            return score;
        }
        if (!(score > 0 && score < 1)) {
            throw place.refused("the base score " + score + " is not between 0 and 1");
        }
        return (float) -Math.log(1f / score - 1f);
    }

    private static float baseScore(Place place) {
        if (place.value() instanceof Doc.Text(String text)
                && text.startsWith("[")
                && text.endsWith("]")) {
            Doc inner = new Doc.Text(text.substring(1, text.length() - 1));
            return (float) new Place(place.path(), inner).real();
        }
        return (float) place.real();
    }

    private static Tree tree(Place tree, int features) {
        if (tree.has("tree_param")
                && tree.field("tree_param").has("size_leaf_vector")
                && tree.field("tree_param").field("size_leaf_vector").whole() > 1) {
            throw tree.refused("leaves that hold a vector are not supported");
        }
        int[] left = ints(tree.field("left_children"));
        int size = left.length;
        refuseCategories(tree, size);
        double[] conditions = sized(tree.field("split_conditions"), size);
        float[] thresholds = new float[size];
        for (int i = 0; i < size; i++) {
            thresholds[i] = (float) conditions[i];
        }
        double[] directions = sized(tree.field("default_left"), size);
        boolean[] missingLeft = new boolean[size];
        for (int i = 0; i < size; i++) {
            missingLeft[i] = directions[i] != 0;
        }
        sized(tree.field("right_children"), size);
        sized(tree.field("split_indices"), size);
        return new TreeBuilder(
                        left,
                        ints(tree.field("right_children")),
                        ints(tree.field("split_indices")),
                        thresholds,
                        missingLeft,
                        thresholds,
                        sized(tree.field("sum_hessian"), size))
                .build(tree, features);
    }

    private static void refuseCategories(Place tree, int size) {
        if (tree.has("categories_nodes") && tree.field("categories_nodes").numbers().length > 0) {
            throw tree.field("categories_nodes")
                    .refused("splits by category are not supported; encode categories as numbers");
        }
        if (tree.has("split_type")) {
            for (double type : sized(tree.field("split_type"), size)) {
                if (type != 0) {
                    throw tree.field("split_type")
                            .refused(
                                    "splits by category are not supported; encode categories as"
                                            + " numbers");
                }
            }
        }
    }

    private static double[] sized(Place place, int size) {
        double[] numbers = place.numbers();
        if (numbers.length != size) {
            throw place.refused(numbers.length + " elements for " + size + " nodes");
        }
        return numbers;
    }

    private static int[] ints(Place place) {
        double[] numbers = place.numbers();
        int[] ints = new int[numbers.length];
        for (int i = 0; i < ints.length; i++) {
            if (numbers[i] != Math.rint(numbers[i])) {
                throw place.refused("element " + i + " is " + numbers[i] + ", no whole number");
            }
            ints[i] = (int) numbers[i];
        }
        return ints;
    }
}
