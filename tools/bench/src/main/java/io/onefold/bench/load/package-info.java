/// A load: the process that sends it, and what it found.
@NullMarked
package io.onefold.bench.load;

import org.jspecify.annotations.NullMarked;
