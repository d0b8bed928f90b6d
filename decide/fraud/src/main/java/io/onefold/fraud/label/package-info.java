/// What payments turned out to be.
@NullMarked
package io.onefold.fraud.label;

import org.jspecify.annotations.NullMarked;
