/// From a payment and what went before it to a vector of numbers: the one feature function of
/// serving, replay and training.
@NullMarked
package io.onefold.scoring.feature;

import org.jspecify.annotations.NullMarked;
