/// How far long work is, on standard error.
@NullMarked
package io.onefold.cli.internal.progress;

import org.jspecify.annotations.NullMarked;
