/// Contracts divide raw rows into trusted and quarantine; nothing is dropped silently.
@NullMarked
package io.onefold.quality;

import org.jspecify.annotations.NullMarked;
