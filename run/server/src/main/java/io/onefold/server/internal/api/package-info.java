/// The endpoints.
@NullMarked
package io.onefold.server.internal.api;

import org.jspecify.annotations.NullMarked;
