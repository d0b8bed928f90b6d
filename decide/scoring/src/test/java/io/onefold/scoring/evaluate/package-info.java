@NullMarked
package io.onefold.scoring.evaluate;

import org.jspecify.annotations.NullMarked;
