/// Cypher scripts: a load as a file that rebuilds the graph without Onefold.
@NullMarked
package io.onefold.graph.internal.script;

import org.jspecify.annotations.NullMarked;
