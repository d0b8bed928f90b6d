/// How good a model is on payments that came after those it learned from: history becomes rows by
/// the feature function, rows are split by time, protocols say what is measured.
@NullMarked
package io.onefold.scoring.evaluate;

import org.jspecify.annotations.NullMarked;
