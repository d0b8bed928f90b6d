/// Features of payments: the feature function beside SQL windows.
@NullMarked
package io.onefold.bench.features;

import org.jspecify.annotations.NullMarked;
