/// How good a model is, and whether what it sees has changed.
@NullMarked
package io.onefold.scoring.measure;

import org.jspecify.annotations.NullMarked;
