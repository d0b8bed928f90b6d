/// How runs are recorded while they go on.
@NullMarked
package io.onefold.catalog.internal.run;

import org.jspecify.annotations.NullMarked;
