/// The graph's rows of what must be shown, over the whole path.
@NullMarked
package io.onefold.verify.graph;

import org.jspecify.annotations.NullMarked;
