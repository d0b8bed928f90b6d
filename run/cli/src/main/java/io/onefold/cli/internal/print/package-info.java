/// Results on standard output, in the form that was asked for.
@NullMarked
package io.onefold.cli.internal.print;

import org.jspecify.annotations.NullMarked;
