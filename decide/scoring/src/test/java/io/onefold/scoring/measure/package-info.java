@NullMarked
package io.onefold.scoring.measure;

import org.jspecify.annotations.NullMarked;
