/// Runs that are killed.
@NullMarked
package io.onefold.verify.crash;

import org.jspecify.annotations.NullMarked;
