/// What the frauds have in common that nobody stopped.
@NullMarked
package io.onefold.fraud.pattern;

import org.jspecify.annotations.NullMarked;
