/// Commands that read the lake and the graph.
@NullMarked
package io.onefold.cli.internal.read;

import org.jspecify.annotations.NullMarked;
