/// Learning: labelled rows, the split that alone may be touched, XGBoost, and the gate that refuses
/// what is too good to be true.
@NullMarked
package io.onefold.scoring.train;

import org.jspecify.annotations.NullMarked;
