/// Cypher text: the one place that quotes names and writes literals.
@NullMarked
package io.onefold.graph.internal.cypher;

import org.jspecify.annotations.NullMarked;
