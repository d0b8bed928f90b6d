/// How a pinned snapshot becomes a view.
@NullMarked
package io.onefold.lake.internal.read;

import org.jspecify.annotations.NullMarked;
