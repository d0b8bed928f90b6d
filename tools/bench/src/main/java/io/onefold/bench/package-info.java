/// The program behind `onefold bench`: our speed beside a peer's, in the same run.
@NullMarked
package io.onefold.bench;

import org.jspecify.annotations.NullMarked;
