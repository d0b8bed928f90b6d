/// The Iceberg side: catalog, file access, types, metrics and plans. No Hadoop.
@NullMarked
package io.onefold.lake.internal.iceberg;

import org.jspecify.annotations.NullMarked;
