/// How a contract becomes SQL, and how that SQL runs.
@NullMarked
package io.onefold.quality.internal;

import org.jspecify.annotations.NullMarked;
