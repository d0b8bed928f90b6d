/// The path of a payment: read, look up, score, judge, keep, answer; and its explaining twin.
@NullMarked
package io.onefold.fraud.decide;

import org.jspecify.annotations.NullMarked;
