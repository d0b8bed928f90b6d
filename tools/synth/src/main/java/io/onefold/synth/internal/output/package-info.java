/// How drawn rows become files: bytes in order, whatever the number of threads.
@NullMarked
package io.onefold.synth.internal.output;

import org.jspecify.annotations.NullMarked;
