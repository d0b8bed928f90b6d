/// What a person types: `onefold …`.
@NullMarked
package io.onefold.cli;

import org.jspecify.annotations.NullMarked;
