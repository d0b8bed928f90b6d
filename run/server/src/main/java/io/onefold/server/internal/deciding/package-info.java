/// The decision path, put together: models out of the registry, state out of the store, metrics.
@NullMarked
package io.onefold.server.internal.deciding;

import org.jspecify.annotations.NullMarked;
