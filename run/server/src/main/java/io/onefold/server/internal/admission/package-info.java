/// How much the server takes on at a time, and from whom.
@NullMarked
package io.onefold.server.internal.admission;

import org.jspecify.annotations.NullMarked;
