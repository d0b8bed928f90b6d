@NullMarked
package io.onefold.scoring.train;

import org.jspecify.annotations.NullMarked;
