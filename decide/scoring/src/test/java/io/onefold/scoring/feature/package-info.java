@NullMarked
package io.onefold.scoring.feature;

import org.jspecify.annotations.NullMarked;
