/// How the stage is put together.
@NullMarked
package io.onefold.ingest.internal;

import org.jspecify.annotations.NullMarked;
