/// What a silo's table looks like, and the port through which it is read.
@NullMarked
package io.onefold.ingest.internal.silo;

import org.jspecify.annotations.NullMarked;
