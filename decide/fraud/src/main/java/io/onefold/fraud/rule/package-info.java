/// Typologies of fraud as expressions: typed, bounded in cost, tested where they are written.
@NullMarked
package io.onefold.fraud.rule;

import org.jspecify.annotations.NullMarked;
