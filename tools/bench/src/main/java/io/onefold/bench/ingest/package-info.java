/// The speed of `io.onefold.ingest`.
@NullMarked
package io.onefold.bench.ingest;

import org.jspecify.annotations.NullMarked;
