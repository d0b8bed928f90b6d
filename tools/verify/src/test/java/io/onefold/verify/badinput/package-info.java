/// What people get wrong: each command says so, leaves nothing half done, and works once it is
/// mended.
@NullMarked
package io.onefold.verify.badinput;

import org.jspecify.annotations.NullMarked;
