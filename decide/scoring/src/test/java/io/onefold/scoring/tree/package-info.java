@NullMarked
package io.onefold.scoring.tree;

import org.jspecify.annotations.NullMarked;
