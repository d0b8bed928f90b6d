/// `onefold fraud …`
@NullMarked
package io.onefold.cli.internal.fraud;

import org.jspecify.annotations.NullMarked;
