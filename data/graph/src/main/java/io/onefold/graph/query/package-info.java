/// The library of questions about a graph: each written twice, in Cypher and in SQL, and answered
/// under masks.
@NullMarked
package io.onefold.graph.query;

import org.jspecify.annotations.NullMarked;
