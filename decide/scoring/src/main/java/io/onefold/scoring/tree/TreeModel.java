package io.onefold.scoring.tree;

import java.util.List;

/// A model as it stands in a file, whatever the file's format.
///
/// @param format `xgboost-json`, `xgboost-ubj` or `lightgbm`
/// @param baseMargin log-odds before any tree
/// @param featureCount places of a row
/// @param featureNames a name per place; empty when the file names none
/// @param trees in the order of their sum
record TreeModel(
        String format,
        float baseMargin,
        int featureCount,
        List<String> featureNames,
        List<Tree> trees) {

    TreeModel {
        featureNames = List.copyOf(featureNames);
        trees = List.copyOf(trees);
        if (!featureNames.isEmpty() && featureNames.size() != featureCount) {
            throw new IllegalArgumentException(
                    featureNames.size() + " feature names for " + featureCount + " features");
        }
    }
}
