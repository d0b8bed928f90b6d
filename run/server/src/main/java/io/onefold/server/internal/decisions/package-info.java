/// The decision store of an installation, put together.
@NullMarked
package io.onefold.server.internal.decisions;

import org.jspecify.annotations.NullMarked;
