@NullMarked
package io.onefold.scoring.registry;

import org.jspecify.annotations.NullMarked;
