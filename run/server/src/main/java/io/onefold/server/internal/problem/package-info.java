/// Errors as problem details (RFC 9457).
@NullMarked
package io.onefold.server.internal.problem;

import org.jspecify.annotations.NullMarked;
