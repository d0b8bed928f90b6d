/// Looking around in a graph: what is near a node, and how two nodes are connected, under the masks
/// of whoever looks.
@NullMarked
package io.onefold.graph.explore;

import org.jspecify.annotations.NullMarked;
