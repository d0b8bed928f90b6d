/// Who asks, and what they may do.
@NullMarked
package io.onefold.model.access;

import org.jspecify.annotations.NullMarked;
