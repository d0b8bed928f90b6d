/// Forests: read from XGBoost and LightGBM files, walked row by row, explained feature by feature.
@NullMarked
package io.onefold.scoring.tree;

import org.jspecify.annotations.NullMarked;
