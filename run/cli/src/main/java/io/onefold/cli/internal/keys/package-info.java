/// `onefold keys …`: the keys that requests are sealed by.
@NullMarked
package io.onefold.cli.internal.keys;

import org.jspecify.annotations.NullMarked;
