/// What a payment looks like in numbers, and what a model says of it. No I/O on the scoring path.
@NullMarked
package io.onefold.scoring;

import org.jspecify.annotations.NullMarked;
