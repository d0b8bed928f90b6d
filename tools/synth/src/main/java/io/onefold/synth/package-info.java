/// The generator of synthetic silos: a program of its own, started as `onefold generate`.
@NullMarked
package io.onefold.synth;

import org.jspecify.annotations.NullMarked;
