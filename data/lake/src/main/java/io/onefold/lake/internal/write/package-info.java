/// How a SELECT becomes data files and one Iceberg commit.
@NullMarked
package io.onefold.lake.internal.write;

import org.jspecify.annotations.NullMarked;
