/// Processes, locks and records on disk behind the parts.
@NullMarked
package io.onefold.embedded.internal;

import org.jspecify.annotations.NullMarked;
