/// Who shares identifiers with whom, and how far everybody is from known fraud; computed over
/// arrays, outside Neo4j.
@NullMarked
package io.onefold.graph.rings;

import org.jspecify.annotations.NullMarked;
