/// Bulk loads: the whole graph as files, read by the server's import tool.
@NullMarked
package io.onefold.graph.internal.bulk;

import org.jspecify.annotations.NullMarked;
