/// What the planting makes true: expected answers, rings, counts.
@NullMarked
package io.onefold.synth.internal.truth;

import org.jspecify.annotations.NullMarked;
