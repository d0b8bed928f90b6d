/// YAML read with the line and column of every node.
@NullMarked
package io.onefold.catalog.internal.yaml;

import org.jspecify.annotations.NullMarked;
