/// Models as they are kept: one file each, where it came from, how good it is, and what it may
/// decide.
@NullMarked
package io.onefold.scoring.registry;

import org.jspecify.annotations.NullMarked;
