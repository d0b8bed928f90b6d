/// What keeps tables small and clean: expiry, orphans, rewriting of files.
@NullMarked
package io.onefold.lake.internal.upkeep;

import org.jspecify.annotations.NullMarked;
