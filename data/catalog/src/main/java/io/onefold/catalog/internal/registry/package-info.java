/// Which tables the lake holds and what their columns hold.
@NullMarked
package io.onefold.catalog.internal.registry;

import org.jspecify.annotations.NullMarked;
