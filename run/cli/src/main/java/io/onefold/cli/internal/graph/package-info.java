/// `onefold graph …`
@NullMarked
package io.onefold.cli.internal.graph;

import org.jspecify.annotations.NullMarked;
