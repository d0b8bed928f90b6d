/// One population, drawn from a seed.
@NullMarked
package io.onefold.synth.internal.draw;

import org.jspecify.annotations.NullMarked;
