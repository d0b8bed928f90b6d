/// How rows reach Neo4j: batches, shards, retries, bad rows.
@NullMarked
package io.onefold.graph.internal.bolt;

import org.jspecify.annotations.NullMarked;
