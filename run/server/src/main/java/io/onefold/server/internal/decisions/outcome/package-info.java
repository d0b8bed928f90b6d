/// What became of decisions, as their models are measured by it.
@NullMarked
package io.onefold.server.internal.decisions.outcome;

import org.jspecify.annotations.NullMarked;
