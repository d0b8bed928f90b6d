/// The speed of `io.onefold.lake`.
@NullMarked
package io.onefold.bench.lake;

import org.jspecify.annotations.NullMarked;
