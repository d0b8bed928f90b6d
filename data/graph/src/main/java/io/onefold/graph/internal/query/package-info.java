/// How questions are read, bound, asked of either engine, compared and masked.
@NullMarked
package io.onefold.graph.internal.query;

import org.jspecify.annotations.NullMarked;
