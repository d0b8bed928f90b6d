/// From a probability and the rules to a level and an action.
@NullMarked
package io.onefold.fraud.policy;

import org.jspecify.annotations.NullMarked;
