@NullMarked
package io.onefold.scoring.calibrate;

import org.jspecify.annotations.NullMarked;
