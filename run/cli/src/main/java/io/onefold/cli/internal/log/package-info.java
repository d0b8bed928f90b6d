/// What may stand in the log.
@NullMarked
package io.onefold.cli.internal.log;

import org.jspecify.annotations.NullMarked;
