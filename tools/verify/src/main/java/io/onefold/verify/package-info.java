/// What holds the whole together, shown by tests: the house, and the path from silo to graph. There
/// is no program here.
@NullMarked
package io.onefold.verify;

import org.jspecify.annotations.NullMarked;
