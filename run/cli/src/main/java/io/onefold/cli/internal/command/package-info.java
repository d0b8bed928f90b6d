/// The commands, one class each.
@NullMarked
package io.onefold.cli.internal.command;

import org.jspecify.annotations.NullMarked;
