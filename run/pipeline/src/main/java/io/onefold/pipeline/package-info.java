/// The order of the stages: drops, ingest, check, graph; and the account of what they did.
@NullMarked
package io.onefold.pipeline;

import org.jspecify.annotations.NullMarked;
