/// Projects datasets of the lake into Neo4j as mapping metadata says. The graph is a disposable
/// copy: it can be rebuilt from the lake at any time, and no decision waits on it. Start reading at
/// {@link io.onefold.graph.GraphLoad}.
@NullMarked
package io.onefold.graph;

import org.jspecify.annotations.NullMarked;
