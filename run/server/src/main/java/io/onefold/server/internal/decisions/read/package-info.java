/// Decisions read again: to answer, to recompute, to train.
@NullMarked
package io.onefold.server.internal.decisions.read;

import org.jspecify.annotations.NullMarked;
