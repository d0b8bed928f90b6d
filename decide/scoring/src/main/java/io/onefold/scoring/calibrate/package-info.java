/// From log-odds to probabilities that mean what they say.
@NullMarked
package io.onefold.scoring.calibrate;

import org.jspecify.annotations.NullMarked;
