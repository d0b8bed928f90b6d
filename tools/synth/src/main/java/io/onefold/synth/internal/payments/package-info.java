/// Payments and their frauds: what people pay, what thieves pay for them, and which is which.
@NullMarked
package io.onefold.synth.internal.payments;

import org.jspecify.annotations.NullMarked;
