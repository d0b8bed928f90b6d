/// What the program does with its arguments.
@NullMarked
package io.onefold.synth.internal;

import org.jspecify.annotations.NullMarked;
