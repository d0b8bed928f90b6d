/// The real parts that benchmarks run on.
@NullMarked
package io.onefold.bench.parts;

import org.jspecify.annotations.NullMarked;
