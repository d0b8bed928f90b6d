/// Payments decided over HTTP, beside an empty handler of the same server.
@NullMarked
package io.onefold.bench.predict;

import org.jspecify.annotations.NullMarked;
