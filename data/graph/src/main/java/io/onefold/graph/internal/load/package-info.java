/// One load of a graph: what changed, sending it, and the proof that it arrived.
@NullMarked
package io.onefold.graph.internal.load;

import org.jspecify.annotations.NullMarked;
