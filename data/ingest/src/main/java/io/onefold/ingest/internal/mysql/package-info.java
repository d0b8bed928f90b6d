/// Reads MySQL and MariaDB by streaming cursors.
@NullMarked
package io.onefold.ingest.internal.mysql;

import org.jspecify.annotations.NullMarked;
