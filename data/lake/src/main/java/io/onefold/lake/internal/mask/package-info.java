/// How a mask becomes SQL and Java.
@NullMarked
package io.onefold.lake.internal.mask;

import org.jspecify.annotations.NullMarked;
