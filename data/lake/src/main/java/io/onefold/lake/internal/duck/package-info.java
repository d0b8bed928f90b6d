/// The DuckDB side: engine instances, names, types and schemas in its SQL.
@NullMarked
package io.onefold.lake.internal.duck;

import org.jspecify.annotations.NullMarked;
