/// Reads PostgreSQL by COPY.
@NullMarked
package io.onefold.ingest.internal.postgres;

import org.jspecify.annotations.NullMarked;
