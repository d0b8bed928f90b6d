/// Reads CSV, JSON lines and Parquet.
@NullMarked
package io.onefold.ingest.internal.files;

import org.jspecify.annotations.NullMarked;
