/// What is to be in the graph: labels, relationships, their keys and properties, as SQL over the
/// lake.
@NullMarked
package io.onefold.graph.internal.plan;

import org.jspecify.annotations.NullMarked;
