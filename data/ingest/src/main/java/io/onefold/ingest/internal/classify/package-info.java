/// Tells new rows from known, repeated, conflicting and unfit ones.
@NullMarked
package io.onefold.ingest.internal.classify;

import org.jspecify.annotations.NullMarked;
