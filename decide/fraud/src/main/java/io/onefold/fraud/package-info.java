/// From a payment to a decision, its reasons, and what people then do about it.
@NullMarked
package io.onefold.fraud;

import org.jspecify.annotations.NullMarked;
