/// How every test of the house is run. It stands on the test class path of each module, never on a
/// shipped one.
@NullMarked
package io.onefold.testing;

import org.jspecify.annotations.NullMarked;
