/// The graph beside loops written by hand.
@NullMarked
package io.onefold.bench.graph;

import org.jspecify.annotations.NullMarked;
